import { type Finding, type JudgedContainer, type Report, severities } from '../../model/index.ts';
import { isAboutAcceptance } from './is-about-acceptance.ts';

/** A broken finding together with those that the same line brings about. */
export interface Block {
  readonly finding: Finding;
  readonly container: JudgedContainer;
  readonly implied: readonly Finding[];
}

const rank = (finding: Finding): number => -severities.indexOf(finding.severity);

/** The broken findings, worst first, each implied one folded under its cause in the same container. */
export function blocksOf(report: Report): Block[] {
  const containers = new Map(report.containers.map((container) => [container.id, container]));
  const broken = report.findings.filter((finding) => finding.outcome === 'broken' && !isAboutAcceptance(finding));
  const causes = causesOf(broken);
  const implied = new Map<Finding, Finding[]>();
  const own: Finding[] = [];
  for (const finding of broken) {
    const cause = finding.impliedBy === undefined ? undefined : causes.get(key(finding.container, finding.impliedBy));
    if (cause === undefined || cause === finding) own.push(finding);
    else implied.set(cause, [...(implied.get(cause) ?? []), finding]);
  }
  return own
    .map((finding) => ({
      finding,
      container: containers.get(finding.container) ?? strangerOf(finding),
      implied: implied.get(finding) ?? [],
    }))
    .sort((a, b) => rank(a.finding) - rank(b.finding));
}

const key = (container: string, control: string): string => `${container}\u0000${control}`;

/** Only a finding that is not itself implied can be a cause: two that blame each other must both be seen. */
function causesOf(broken: readonly Finding[]): Map<string, Finding> {
  const causes = new Map<string, Finding>();
  const blamed = new Set(broken.map(({ impliedBy }) => impliedBy));
  for (const finding of broken) {
    if (!blamed.has(finding.control)) continue;
    const at = key(finding.container, finding.control);
    if (finding.impliedBy === undefined && !causes.has(at)) causes.set(at, finding);
  }
  return causes;
}

/** A finding on a container that the report does not list still has a name and a place. */
export const strangerOf = (finding: Finding): JudgedContainer => ({
  id: finding.container,
  name: finding.container.split('#').at(-1) ?? finding.container,
  kind: 'container',
  surface: 'compose',
  engine: 'docker',
  file: finding.origin.file,
  line: finding.origin.line,
});

/** The items by key, keys in the order of their first item. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** The value that most items have; the first of several. */
export function mostCommon<T>(items: readonly T[], keyOf: (item: T) => string): { readonly item: T; readonly kinds: number } | undefined {
  const groups = [...groupBy(items, keyOf).values()];
  const [first] = groups;
  if (first === undefined) return undefined;
  const largest = groups.reduce((best, group) => (group.length > best.length ? group : best), first);
  return { item: largest[0] as T, kinds: groups.length };
}
