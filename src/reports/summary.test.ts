import { expect, it } from 'vitest';
import { finding } from '../../test/support/report.ts';
import { summarize } from './summary.ts';

const accepted = {
  reason: 'a',
  until: '2999-01-01',
  by: 'comment',
  place: { file: 'a', line: 1, column: 1, endLine: 1, endColumn: 2 },
} as const;

it('counts broken findings by severity, and the rest by outcome', () => {
  const findings = [
    finding({ severity: 'critical' }),
    finding({ severity: 'low' }),
    finding({ severity: 'low', impliedBy: 'privileged' }),
    finding({ severity: 'critical', outcome: 'held' }),
    finding({ outcome: 'unknown' }),
    finding({ outcome: 'inapplicable' }),
    finding({ severity: 'critical', accepted }),
    finding({ severity: 'critical', baseline: true }),
  ];
  expect(summarize({ files: 2, containers: [1, 2, 3], findings, problems: [{}, { accepted }] })).toEqual({
    files: 2,
    containers: 3,
    broken: { critical: 1, high: 0, medium: 0, low: 2 },
    unknown: 1,
    held: 1,
    problems: 1,
    accepted: 2,
    baseline: 1,
  });
});
