import { count, list } from '../text/words.ts';
import { imageHeadline } from './image/lines.ts';
import type { DiffChange, DiffContainer, DiffReport } from './shape.ts';

/** Of so many alike only the number is said. */
const few = 3;

const plurals: Readonly<Record<string, string>> = {
  capability: 'capabilities',
  namespace: 'namespaces',
  device: 'devices',
  mount: 'mounts',
  port: 'ports',
  secret: 'secrets',
  network: 'networks',
  sysctl: 'kernel settings',
  limit: 'limits',
};

/** "+CAP_NET_ADMIN, +host network, root file system now writable; attack surface 62 → 310 syscalls": what widens, then the rest. */
export function shortOf(changes: readonly DiffChange[]): string {
  const told = changes.filter(({ follows }) => follows === undefined);
  const going = (direction: DiffChange['direction']): DiffChange[] =>
    told.filter((change) => change.direction === direction && change.kind !== 'attack-surface');
  const surface = told.filter(({ kind }) => kind === 'attack-surface');
  return [going('widens'), surface, going('unknown'), going('narrows'), going('changes')]
    .map(joined)
    .filter((part) => part !== '')
    .join('; ');
}

function joined(changes: readonly DiffChange[]): string {
  const kinds = new Map<string, DiffChange[]>();
  for (const change of changes) kinds.set(change.kind, [...(kinds.get(change.kind) ?? []), change]);
  return [...kinds.values()].flatMap((group) => (group.length <= few ? group.map(({ short }) => short) : [manyOf(group)])).join(', ');
}

function manyOf(group: readonly DiffChange[]): string {
  const [first] = group;
  if (first === undefined) return '';
  if (first.kind === 'kernel-path') return `${group.length} paths of /proc and /sys now ${first.head?.said ?? 'open'}`;
  const sign = group.every(({ short }) => short.startsWith('+')) ? '+' : group.every(({ short }) => short.startsWith('-')) ? '-' : '';
  const noun = plurals[first.kind] ?? first.kind;
  if (sign !== '') return `${sign}${group.length} ${noun}`;
  return `${group.length} ${noun} ${first.direction === 'unknown' ? 'not known' : 'changed'}`;
}

/** Changes that are told one by one: those of one kind, weight and place stand together, what follows from another is left out. */
export interface Row {
  readonly first: DiffChange;
  readonly detail: string;
}

export function rowsOf(changes: readonly DiffChange[], details: boolean): Row[] {
  if (details)
    return changes.map((first) => ({
      first,
      detail: `${first.detail}${first.follows === undefined ? '' : ` (follows from ${first.follows})`}`,
    }));
  const groups = new Map<string, DiffChange[]>();
  for (const change of changes) {
    if (change.follows !== undefined) continue;
    const side = change.head ?? change.base;
    const key = [
      change.kind,
      change.direction,
      change.severity,
      change.head?.said,
      change.base?.said,
      side?.file,
      side?.line,
      side?.from,
    ].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length <= few) return group.map((one) => ({ first: one, detail: one.detail }));
    return [
      {
        first,
        detail: `${manyOf(group)}: ${list(
          group.map(({ what }) => what),
          6,
        )}`,
      },
    ];
  });
}

/** How many changes follow from others, by what they follow from. */
export function following(changes: readonly DiffChange[]): string {
  const causes = new Map<string, number>();
  for (const { follows } of changes) if (follows !== undefined) causes.set(follows, (causes.get(follows) ?? 0) + 1);
  return [...causes]
    .map(([cause, number]) => `${count(number, 'more change')} ${number === 1 ? 'follows' : 'follow'} from ${cause}`)
    .join(', ');
}

/** "2 containers gain privileges, 1 loses some". */
export function headline({ summary, containers, image }: DiffReport): string {
  if (image !== undefined)
    return imageHeadline(image, summary.widened > 0 ? 'it may do more' : summary.narrowed > 0 ? 'it may do less' : '');
  const { widened, narrowed, unknown } = summary;
  const parts = [
    ...(widened > 0 ? [`${count(widened, 'container')} ${widened === 1 ? 'gains' : 'gain'} privileges`] : []),
    ...(narrowed > 0
      ? [
          widened > 0
            ? `${narrowed} ${narrowed === 1 ? 'loses' : 'lose'} some`
            : `${count(narrowed, 'container')} ${narrowed === 1 ? 'loses' : 'lose'} privileges`,
        ]
      : []),
    ...(unknown > 0 ? [`${unknown} cannot be told in full`] : []),
    ...(summary.new > 0 ? [`${summary.new} new`] : []),
    ...(summary.removed > 0 ? [`${summary.removed} removed`] : []),
  ];
  if (parts.length > 0) return parts.join(', ');
  return containers.length === 0
    ? `no difference in what ${count(summary.containers, 'container')} may do`
    : 'nobody gains or loses privileges';
}

/** What stands behind a container's name. */
export function statusOf({ status, renamedFrom, kind }: DiffContainer): string {
  const what = kind === 'container' ? '' : `${kind}, `;
  if (status !== 'changed') return `${what}${status}`;
  return renamedFrom === undefined ? what.slice(0, -2) : `${what}renamed from ${renamedFrom}`;
}

/** The worst of what widens. */
export const worstWidening = ({ changes }: DiffContainer): DiffChange | undefined =>
  changes.find(({ direction }) => direction === 'widens');

/** Where a change is decided: its place now, or who decides where nobody wrote it. */
export function whereOf({ base, head }: DiffChange): string {
  const now = placeOf(head);
  const before = placeOf(base);
  if (now === '' && before === '') return '';
  if (now === '') return `was ${before}`;
  return before === '' || before === now ? now : `${now}, was ${before}`;
}

function placeOf(value: DiffChange['head']): string {
  if (value === undefined) return '';
  const place = value.file === undefined ? '' : `${value.file}:${value.line ?? 1}`;
  // An engine's default has no place of its own; what a line brought about has that line's.
  return [value.from ?? '', value.from === undefined || !/\bdefault\b/.test(value.from) ? place : '']
    .filter((part) => part !== '')
    .join(', ');
}
