import { type Finding, type JudgedContainer, Unreadable } from '../model/index.ts';
import { fingerprints } from '../text/fingerprint.ts';
import { isObject, objectOf, stringsOf } from '../text/json/loose.ts';
import { acceptedRisk } from './control.ts';

/** Fingerprints of findings by container (path from the baseline's folder, then its name) and control. No value of a file is in it. */
export type Baseline = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

interface Entry {
  readonly container: string;
  readonly control: string;
  readonly print: string;
}

/** Names a container as the baseline does. */
export type Rename = (container: string, file: string) => string;

/** Throws Unreadable, fit to print, for a text that is no baseline. */
export function readBaseline(text: string): Baseline {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new Unreadable('it is no JSON; write it anew with --update-baseline');
  }
  if (!isObject(data) || data.version !== 1 || !isObject(data.findings))
    throw new Unreadable('it is no baseline of this version; write it anew with --update-baseline');
  const entries = Object.entries(data.findings).map(([container, controls]) => [container, controlsOf(controls)] as const);
  return new Map(entries);
}

const controlsOf = (value: unknown): ReadonlyMap<string, readonly string[]> =>
  new Map(Object.entries(objectOf(value)).map(([control, prints]) => [control, stringsOf(prints)]));

/** Sorted, so that two writings of the same findings are the same text. */
export function writeBaseline(entries: readonly Entry[]): string {
  const containers = new Map<string, Map<string, string[]>>();
  for (const { container, control, print } of entries) {
    const controls = containers.get(container) ?? new Map<string, string[]>();
    containers.set(container, controls);
    controls.set(control, [...(controls.get(control) ?? []), print]);
  }
  const sorted = <T>(map: ReadonlyMap<string, T>): [string, T][] => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  const findings = Object.fromEntries(
    sorted(containers).map(([container, controls]) => [
      container,
      Object.fromEntries(sorted(controls).map(([control, prints]) => [control, prints.sort()])),
    ]),
  );
  return `${JSON.stringify({ version: 1, findings }, null, 2)}\n`;
}

export interface Compared {
  readonly findings: readonly Finding[];
  /** Entries whose finding is gone. */
  readonly stale: number;
  /** What an updated baseline holds. */
  readonly next: readonly Entry[];
}

/** What of the baseline this run could have found again. */
export interface Reach {
  /** Was the control judged there? */
  asked(control: string, container: string): boolean;
  /** Is the container's file gone, or was it judged? */
  reached(container: string): boolean;
}

/** Marks the open findings that the baseline knows; accepted ones are left alone. What this run did not look at stays in it. */
export function compare(
  baseline: Baseline,
  findings: readonly Finding[],
  containers: readonly JudgedContainer[],
  rename: Rename,
  reach: Reach,
): Compared {
  const files = new Map(containers.map(({ id, file }) => [id, file]));
  const print = fingerprints();
  const next: Entry[] = [];
  const found = new Set<string>();
  const keyOf = ({ container, control, print }: Entry): string => [container, control, print].join('\u0000');
  const compared = findings.map((finding): Finding => {
    const { outcome, accepted, control } = finding;
    // An acceptance is mended by its author at any time: there is no old project's worth of them.
    if (accepted !== undefined || control === acceptedRisk.id || (outcome !== 'broken' && outcome !== 'unknown')) return finding;
    const container = rename(finding.container, files.get(finding.container) ?? finding.origin.file);
    const entry = { container, control, print: print(finding, container) };
    next.push(entry);
    if (baseline.get(container)?.get(control)?.includes(entry.print) !== true) return finding;
    found.add(keyOf(entry));
    return { ...finding, baseline: true };
  });
  const missing = entriesOf(baseline).filter((entry) => !found.has(keyOf(entry)));
  const stale = missing.filter(({ container, control }) => reach.reached(container) && reach.asked(control, container));
  const gone = new Set(stale);
  return { findings: compared, stale: stale.length, next: [...next, ...missing.filter((entry) => !gone.has(entry))] };
}

const entriesOf = (baseline: Baseline): Entry[] =>
  [...baseline].flatMap(([container, controls]) =>
    [...controls].flatMap(([control, prints]) => prints.map((print) => ({ container, control, print }))),
  );
