import { type Change, compare, matched, type Side } from '../../compare/index.ts';
import { type Container, reasonOf, severities } from '../../model/index.ts';
import type {
  DiffChange,
  DiffContainer,
  DiffGround,
  DiffPart,
  DiffProblem,
  DiffReport,
  DiffSummary,
  DiffValue,
} from '../../reports/diff/shape.ts';
import { placeOf } from '../../text/lines.ts';
import { toolVersion } from '../version.ts';
import type { Ground } from './ground.ts';
import type { Look } from './look.ts';
import type { Seen } from './look-at-text.ts';

interface SeenPair {
  readonly base?: Seen;
  readonly head?: Seen;
}

/** Two looks → the report: what belongs together is compared, as plain data with places. */
export async function assembled(grounds: { base: Named; head: Named }, base: Look, head: Look): Promise<DiffReport> {
  const pairs = matched(base.containers, head.containers) as readonly SeenPair[];
  const containers: DiffContainer[] = [];
  for (const pair of pairs) {
    const found = await differing(pair);
    if (found !== undefined) containers.push(found);
  }
  const sorted = containers.sort(byWeight);
  const problems = problemsOf(base, head);
  return {
    version: 1,
    tool: { name: 'bulkhead', version: toolVersion },
    base: groundAs(grounds.base),
    head: groundAs(grounds.head),
    containers: sorted,
    problems,
    summary: summaryOf(pairs.length, sorted, problems),
  };
}

type Named = Pick<Ground, 'name' | 'kind' | 'commit'>;

const groundAs = ({ name, kind, commit }: Named): DiffGround => ({ name, kind, ...(commit === undefined ? {} : { commit }) });

async function differing({ base, head }: SeenPair): Promise<DiffContainer | undefined> {
  const one = head ?? base;
  // The very same object: its text was looked at once for both sides.
  if (one === undefined || base === head) return undefined;
  const [before, after] = [base?.container ?? (await one.bare()), head?.container ?? (await one.bare())];
  // What a new container does without is no loss, and what a removed one did without is no gain.
  const beside = base === undefined ? 'narrows' : head === undefined ? 'widens' : undefined;
  const changes = compare(before, after)
    .filter(({ direction }) => direction !== beside)
    .map((change) => changeAs(change, base?.container, head?.container));
  const moved = base !== undefined && head !== undefined && base.key !== head.key;
  const findings = {
    gained: [...(head?.broken() ?? [])].filter((id) => base?.broken().has(id) !== true),
    lost: [...(base?.broken() ?? [])].filter((id) => head?.broken().has(id) !== true),
  };
  const isSame = base !== undefined && head !== undefined && changes.length === 0 && !moved;
  if (isSame && findings.gained.length + findings.lost.length === 0) return undefined;
  return {
    name: one.container.name,
    kind: one.container.kind,
    status: base === undefined ? 'new' : head === undefined ? 'removed' : 'changed',
    ...(moved ? { renamedFrom: renamed(base, head) } : {}),
    ...(base === undefined ? {} : { base: partOf(base.container) }),
    ...(head === undefined ? {} : { head: partOf(head.container) }),
    changes,
    findings,
  };
}

/** What of its identity was another. */
function renamed(base: Seen, head: Seen): string {
  const { name } = base.container;
  if (base.path === head.path) return name;
  return name === head.container.name ? placeOf(base.container.origin).file : `${name} in ${placeOf(base.container.origin).file}`;
}

function partOf({ id, origin }: Container): DiffPart {
  const { file, line } = placeOf(origin);
  return { id, file, line };
}

const changeAs = (change: Change, base: Container | undefined, head: Container | undefined): DiffChange => ({
  kind: change.kind,
  what: change.what,
  direction: change.direction,
  severity: change.severity,
  short: change.short,
  detail: change.detail,
  ...(change.follows === undefined ? {} : { follows: change.follows }),
  ...(change.base === undefined ? {} : { base: valueAs(change.base, base) }),
  ...(change.head === undefined ? {} : { head: valueAs(change.head, head) }),
});

/** A place is only where the side really has the container. */
function valueAs({ said, field, origin }: Side, container: Container | undefined): DiffValue {
  const at = container === undefined ? undefined : (field?.origin ?? origin ?? (field === undefined ? undefined : container.origin));
  const place = at === undefined ? undefined : placeOf(at);
  const from = field?.state === 'default' ? reasonOf(field) : undefined;
  return {
    said,
    ...(place === undefined ? {} : { file: place.file, line: place.line, column: place.column }),
    ...(from === undefined ? {} : { from }),
  };
}

function byWeight(a: DiffContainer, b: DiffContainer): number {
  const [first, second] = [weightOf(a), weightOf(b)];
  if (first !== second) return second - first;
  return (a.head ?? a.base)?.id === (b.head ?? b.base)?.id ? 0 : ((a.head ?? a.base)?.id ?? '') < ((b.head ?? b.base)?.id ?? '') ? -1 : 1;
}

const directions = { widens: 1000, unknown: 100, narrows: 10, changes: 1 };

/** The worst widening counts first, then what nobody can say, then the rest. */
const weightOf = ({ changes }: DiffContainer): number =>
  changes.reduce((most, { direction, severity }) => Math.max(most, directions[direction] * (1 + severities.indexOf(severity))), 0);

function problemsOf(base: Look, head: Look): DiffProblem[] {
  const same = (key: string): boolean => base.texts.has(key) && base.texts.get(key) === head.texts.get(key);
  const idOf = ({ key, message }: Look['problems'][number]): string => `${key}\n${message}`;
  const before = new Set(base.problems.map(idOf));
  const after = new Set(head.problems.map(idOf));
  const plain = (side: DiffProblem['side'], { file, line, column, message }: Look['problems'][number]): DiffProblem => ({
    side,
    file,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    message,
  });
  const isBoth = (problem: Look['problems'][number]): boolean => before.has(idOf(problem)) && after.has(idOf(problem)) && same(problem.key);
  return [
    ...base.problems.filter((problem) => !isBoth(problem)).map((problem) => plain('base', problem)),
    ...head.problems.map((problem) => plain(isBoth(problem) ? 'both' : 'head', problem)),
  ];
}

function summaryOf(count: number, containers: readonly DiffContainer[], problems: readonly DiffProblem[]): DiffSummary {
  const having = (direction: DiffChange['direction']): number =>
    containers.filter(({ changes }) => changes.some((change) => change.direction === direction)).length;
  const widens = containers.flatMap(({ changes }) => changes).filter(({ direction }) => direction === 'widens');
  const of = (severity: (typeof severities)[number]): number => widens.filter((change) => change.severity === severity).length;
  const status = (wanted: DiffContainer['status']): number => containers.filter((one) => one.status === wanted).length;
  return {
    containers: count,
    changed: status('changed'),
    new: status('new'),
    removed: status('removed'),
    widened: having('widens'),
    narrowed: containers.filter(({ status: is, changes }) => is === 'changed' && changes.some((change) => change.direction === 'narrows'))
      .length,
    unknown: having('unknown'),
    widens: { critical: of('critical'), high: of('high'), medium: of('medium'), low: of('low') },
    problems: problems.filter(({ side }) => side !== 'both').length,
  };
}
