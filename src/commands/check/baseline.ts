import { dirname, resolve } from 'node:path';
import { lookAt, readText } from '../../host/read.ts';
import { writeAtomically } from '../../host/write.ts';
import { type Report, Unreadable } from '../../model/index.ts';
import { type Baseline, compare, readBaseline, writeBaseline } from '../../risks/baseline.ts';
import { pathFrom } from '../configuration.ts';
import { type Asks, asksOf, recounted } from './answer.ts';
import type { CheckOptions } from './question.ts';

/**
 * The report held against a baseline: what was there before is marked. With `update` the baseline is first made to hold every open
 * finding of this run; what the run did not look at stays in it. Throws Unreadable for a baseline that cannot be read or written.
 */
export function heldAgainst(report: Report, file: string, update: boolean, options: CheckOptions, asks: Asks = asksOf(options)): Report {
  const folder = dirname(resolve(file));
  const rename = (id: string, declaring: string): string =>
    id.startsWith(declaring) ? pathFrom(folder, declaring) + id.slice(declaring.length) : id;
  const reach = reachOf(report, folder, asks);
  const before = read(file, update);
  const compared = compare(before, report.findings, report.containers, rename, reach);
  if (!update) return recounted({ ...report, findings: compared.findings, baseline: { file, stale: compared.stale } });
  const text = writeBaseline(compared.next);
  writeAtomically(file, text);
  const after = compare(readBaseline(text), report.findings, report.containers, rename, reach);
  return recounted({ ...report, findings: after.findings, baseline: { file, stale: 0 } });
}

function read(file: string, update: boolean): Baseline {
  try {
    if (lookAt(file) === undefined) {
      if (update) return new Map();
      throw new Unreadable('there is no such file; write it with --update-baseline');
    }
    return readBaseline(readText(file));
  } catch (error) {
    if (error instanceof Unreadable) throw new Unreadable(`--baseline ${file}: ${error.message}`);
    throw error;
  }
}

function reachOf({ containers, problems, passedOver }: Report, folder: string, asks: Asks) {
  const path = (file: string): string => pathFrom(folder, file);
  const unread = new Set(problems.map(({ file }) => path(file)));
  const judged = new Set([...containers, ...passedOver].map(({ file }) => path(file)));
  const fileOf = (container: string): string => /^[^#]*/.exec(container)?.[0] ?? '';
  return {
    asked: (control: string, container: string) => asks(resolve(folder, fileOf(container)), control),
    reached: (container: string) => {
      const file = fileOf(container);
      return !unread.has(file) && (judged.has(file) || (!isElsewhere(file) && isGone(resolve(folder, file))));
    },
  };
}

/** What is no file cannot be looked for: only a run that judges it tells that a finding is gone. */
const isElsewhere = (file: string): boolean => /(?:^|\/)[a-z][a-z-]+:/.test(file);

function isGone(file: string): boolean {
  try {
    return lookAt(file) === undefined;
  } catch {
    return false;
  }
}
