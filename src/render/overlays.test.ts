import { describe, expect, it } from 'vitest';
import { overlaysOf } from './overlays.ts';

/** Kustomizations by folder; every other file is there and empty. */
function plan(folders: Readonly<Record<string, string>>, named: readonly string[] = Object.keys(folders)) {
  const { overlays, unused } = overlaysOf(
    named.map((folder) => `${folder}/kustomization.yaml`),
    (path) => {
      const folder = path.replace(/\/kustomization\.yaml$/, '');
      return Object.hasOwn(folders, folder) && folder !== path ? { path, text: folders[folder] ?? '' } : undefined;
    },
  );
  const rootOf = ({ root }: { root: { folder: string } }) => root.folder;
  return { overlays, roots: overlays.map(rootOf), unused: unused.map(rootOf) };
}

describe('overlaysOf', () => {
  it('renders overlays, not the base that they share', () => {
    const { roots, overlays } = plan({ base: 'resources: [web.yaml]', prod: 'resources: [../base]', test: 'bases: [../base/]' });
    expect(roots).toEqual(['prod', 'test']);
    expect([...(overlays[0]?.files ?? [])]).toEqual(['prod/kustomization.yaml', 'base', 'base/kustomization.yaml', 'base/web.yaml']);
  });

  it('reads a base that is not among the files of the run', () => {
    const { roots, overlays } = plan({ base: 'resources: [web.yaml]', prod: 'resources: [../base]' }, ['prod']);
    expect(roots).toEqual(['prod']);
    expect(overlays[0]?.members.map(({ folder }) => folder)).toEqual(['prod', 'base']);
  });

  it('renders components with those that use them only', () => {
    const component = 'kind: Component\npatches: [{path: p.yaml}]';
    expect(plan({ c: component, lost: component, prod: 'components: [../c]' })).toMatchObject({ roots: ['prod'], unused: ['lost'] });
  });

  it.each([
    ['itself', { a: 'resources: [../a]' }],
    ['two', { a: 'resources: [../b]', b: 'resources: [../a]' }],
  ])('refuses a circle of %s, once', (_, folders) => {
    const { overlays } = plan(folders);
    expect(overlays).toHaveLength(1);
    expect(overlays[0]?.refused).toMatchObject({ file: 'a/kustomization.yaml', message: expect.stringContaining('it uses itself') });
  });

  it('refuses what would be fetched, where it is named', () => {
    const { overlays } = plan({ base: 'resources:\n- a.yaml\n- https://example.com/x.yaml', prod: 'resources: [../base]' });
    expect(overlays[0]?.refused).toMatchObject({ file: 'base/kustomization.yaml', line: 3, column: 3 });
  });

  it.each([
    'patches: [{path: "https://example.com/x.yaml"}]',
    'configMapGenerator: [{files: ["a=https://example.com/x"]}]',
    'components: [github.com/a/b]',
  ])('refuses %s', (text) => expect(plan({ a: text }).overlays[0]?.refused?.message).toContain('is not fetched'));

  it('refuses a chart inside', () => {
    expect(plan({ a: 'helmCharts:\n- name: x' }).overlays[0]?.refused?.message).toContain('Helm chart');
  });

  it('knows what changes objects from what is one', () => {
    const text =
      'resources: [r.yaml]\npatches: [{path: p.yaml}]\npatchesStrategicMerge: [s.yaml]\nsecretGenerator: [{envs: [e.env], files: [k=f.txt]}]';
    expect([...(plan({ a: text }).overlays[0]?.changes ?? [])]).toEqual([
      'a/kustomization.yaml',
      'a/s.yaml',
      'a/p.yaml',
      'a/f.txt',
      'a/e.env',
    ]);
  });

  it.each(['', '[', '- a', 'resources: a', 'resources: [[a]]', 'resources: [{a: b}]', 'patches: [a]'])('takes anything: %j', (text) => {
    expect(plan({ a: text }).roots).toEqual(['a']);
  });

  it('leaves the kind of Flux alone', () => {
    expect(plan({ a: 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n' })).toMatchObject({ roots: [], unused: [] });
  });
});
