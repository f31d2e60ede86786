import type { Report } from '../../model/index.ts';
import { acceptanceLines } from './acceptances.ts';
import { keptLines } from './kept.ts';
import { acceptedLines } from './lived-with.ts';
import type { Page } from './page.ts';
import { passedOverLines, problemLines } from './problems.ts';
import { undecided } from './undecided.ts';

/** What stands below the findings. `whole`: with what somebody lives with; `report`: without it. */
export const belowFindings = (report: Report, whole: Report, page: Page): string[] => [
  ...undecided(report, page),
  ...acceptanceLines(report, page),
  ...problemLines(report.problems, page),
  ...acceptedLines(whole, page),
  ...keptLines(report, page),
  ...passedOverLines(report.passedOver, page),
];
