import { expect, it } from 'vitest';
import { finding } from '../../test/support/report.ts';
import { summarize } from './summary.ts';

it('counts broken findings by severity, and the rest by outcome', () => {
  const findings = [
    finding({ severity: 'critical' }),
    finding({ severity: 'low' }),
    finding({ severity: 'low', impliedBy: 'privileged' }),
    finding({ severity: 'critical', outcome: 'held' }),
    finding({ outcome: 'unknown' }),
    finding({ outcome: 'inapplicable' }),
  ];
  expect(summarize({ files: 2, containers: [1, 2, 3], findings, problems: [1] })).toEqual({
    files: 2,
    containers: 3,
    broken: { critical: 1, high: 0, medium: 0, low: 2 },
    unknown: 1,
    held: 1,
    problems: 1,
  });
});
