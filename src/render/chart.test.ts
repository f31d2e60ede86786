import { describe, expect, it } from 'vitest';
import { belongsToChart, fileOfTemplate, isChartTest, readChart, releaseName, rootCharts } from './chart.ts';

const chart = (text: string, path = 'charts/web/Chart.yaml') => readChart({ path, text });

describe('readChart', () => {
  it('reads name and type', () => {
    expect(chart('apiVersion: v2\nname: web\nversion: 1.0.0\n')).toMatchObject({ folder: 'charts/web', name: 'web', library: false });
    expect(chart('name: common\ntype: library\n').library).toBe(true);
  });

  it.each(['', '[', '- a', 'name: [a]', 'dependencies: {a: b}'])('takes anything: %j', (text) => {
    expect(chart(text)).toMatchObject({ name: undefined, library: false });
  });
});

describe('releaseName', () => {
  it.each([
    ['web', 'web'],
    ['web-2', 'web-2'],
    ['Web', 'release-name'],
    ['-web', 'release-name'],
    ['--post-renderer=x', 'release-name'],
    ['w'.repeat(54), 'release-name'],
  ])('%s → %s', (name, release) => expect(releaseName(chart(`name: "${name}"`))).toBe(release));
});

describe('rootCharts', () => {
  it('leaves out the charts inside charts/ of another', () => {
    const files = [
      'a/Chart.yaml',
      'a/charts/b/Chart.yaml',
      'a/charts/b/charts/c/Chart.yaml',
      'charts/d/Chart.yaml',
      'a/examples/e/Chart.yaml',
    ];
    expect(rootCharts(files)).toEqual(['a', 'charts/d', 'a/examples/e']);
  });
  it('knows one in the folder itself', () => {
    expect(rootCharts(['Chart.yaml', 'charts/b/Chart.yaml', 'other/Chart.yaml'])).toEqual(['.', 'other']);
  });
});

describe('what belongs to a chart', () => {
  it.each([
    ['a', 'a/templates/x.yaml', true],
    ['a', 'a/charts/b/values.yaml', true],
    ['a', 'a/Chart.yaml', true],
    ['a', 'a/values.yaml', true],
    ['a', 'a/Dockerfile', false],
    ['a', 'a/examples/values.yaml', false],
    ['a', 'ab/templates/x.yaml', false],
    ['.', 'templates/x.yaml', true],
    ['.', 'deploy/x.yaml', false],
  ])('%s %s: %s', (folder, file, belongs) => expect(belongsToChart(folder, file)).toBe(belongs));

  it('calls what lies in templates/tests a test', () => {
    expect(isChartTest('a', 'a/templates/tests/x.yaml')).toBe(true);
    expect(isChartTest('a', 'a/templates/testing.yaml')).toBe(false);
  });
});

describe('fileOfTemplate', () => {
  const parent = chart('name: web\ndependencies: [{name: redis, alias: cache}]\n');
  it.each([
    ['web/templates/x.yaml', 'charts/web/templates/x.yaml'],
    ['web/charts/redis/templates/x.yaml', 'charts/web/charts/redis/templates/x.yaml'],
    ['web/charts/cache/templates/x.yaml', 'charts/web/charts/redis/templates/x.yaml'],
  ])('%s', (named, file) => expect(fileOfTemplate(parent, named)).toBe(file));
});
