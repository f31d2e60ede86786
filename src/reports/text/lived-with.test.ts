import { describe, expect, it } from 'vitest';
import { finding, judged, report } from '../../../test/support/report.ts';
import type { Accepted } from '../../model/index.ts';
import { renderText } from './render.ts';

const place = { file: 'compose.yaml', line: 2, column: 1, endLine: 2, endColumn: 9 };
const accepted: Accepted = { reason: 'why', until: '2999-01-31', by: 'comment', place };

describe('what somebody lives with', () => {
  const given = report([
    finding({ control: 'privileged', severity: 'critical', accepted }),
    finding({ control: 'seccomp', impliedBy: 'privileged', accepted: { ...accepted, follows: true } }),
    finding({ baseline: true }),
  ]);

  it('is counted, and fails nothing', () => {
    const text = renderText({ ...given, baseline: { file: 'b.json', stale: 2 } }, { failOn: 'low' });
    expect(text).toContain('nothing is wrong');
    expect(text).toContain('  2 accepted (--all lists them)\n  1 finding is in the baseline\n  2 entries of the baseline are mended:');
    expect(text).toContain('the check passes');
    expect(text).not.toContain('Ways out');
  });

  it.each([{ all: true }, { details: true }])('is listed with %j, each acceptance once', (options) => {
    expect(renderText(given, options)).toContain(
      'Accepted (2)\n  critical privileged in web, and 1 finding that follows from it\n      until 2999-01-31: why (compose.yaml:2)\n',
    );
  });
});

it('folds what is wrong with acceptances, and keeps two screens with 200 containers', () => {
  const containers = Array.from({ length: 200 }, (_, n) => judged({ id: `${n}.yaml#c`, file: `${n}.yaml`, name: `c${n}` }));
  const controls = [
    'privileged',
    'seccomp',
    'apparmor',
    'host-pid',
    'memory-limit',
    'pids-limit',
    'read-only-root',
    'non-root-user',
    'net-raw',
    'ulimits',
  ];
  const findings = containers.flatMap(({ id, file }) => [
    ...controls.map((control, index) =>
      finding({ control, container: id, severity: index < 3 ? 'critical' : 'medium', origin: { ...place, file }, remedy: ['a: b'] }),
    ),
    finding({
      control: 'accepted-risk',
      container: `${file}#x`,
      detail: `the acceptance of a-${file.length} has no end, so it does not count`,
      origin: { ...place, file },
      remedy: ['until'],
    }),
    finding({ control: 'accepted-risk', container: `${file}#y`, detail: `accepts ${file}`, origin: { ...place, file } }),
    finding({ outcome: 'unknown', control: 'image-pinned', container: id }),
  ]);
  const problems = containers.map(({ file }) => ({ file, line: 1, message: 'a template, not yet YAML: render it and check the result' }));
  const text = renderText(report(findings, { containers, problems }), { failOn: 'high' });
  expect(text.split('\n').length).toBeLessThanOrEqual(101);
  expect(text).toContain('Acceptances to look at (400)');
  expect(text).toMatch(/a-6 has no end, so it does not count \(10 places: 0\.yaml:2/);
  expect(text).toContain('more acceptances (--details)');
});
