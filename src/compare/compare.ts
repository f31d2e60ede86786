import { type Container, type Field, runsAsRoot, severities } from '../model/index.ts';
import { aspects } from './aspects/index.ts';
import type { Change, ChangeKind, Direction } from './change.ts';
import { differences } from './differences.ts';

/** Two effective views of a container → what it may do more and less, the worst first. Pure; nothing differs where both are the same. */
export function compare(base: Container, head: Container): Change[] {
  const changes = aspects.flatMap((aspect) => differences(aspect, base, head));
  return inOrder(changes.map((change) => withCause(change, changes, base, head)));
}

const order: readonly Direction[] = ['widens', 'unknown', 'narrows', 'changes'];

function inOrder(changes: readonly Change[]): Change[] {
  const weight = ({ direction, severity, follows }: Change): number =>
    (follows === undefined ? 0 : 100) + order.indexOf(direction) * 10 - severities.indexOf(severity);
  return [...changes].sort((a, b) => weight(a) - weight(b));
}

function withCause(change: Change, all: readonly Change[], base: Container, head: Container): Change {
  const follows = causeOf(change, all, base, head);
  return follows === undefined ? change : { ...change, follows };
}

/** Another change that says this one already: the line that brought it about, or the user who holds the capabilities. */
function causeOf(change: Change, all: readonly Change[], base: Container, head: Container): ChangeKind | undefined {
  const { kind, direction } = change;
  if (direction !== 'widens' && direction !== 'narrows') return undefined;
  const line = wideSide(change)?.field;
  if (line?.state === 'default') {
    const cause = all.find((other) => other.kind !== kind && other.direction === direction && sameLine(line, wideSide(other)?.field));
    if (cause !== undefined) return cause.kind;
  }
  if (kind === 'capability' && change.base !== undefined && change.head !== undefined && isHeld(change)) {
    const turned = runsAsRoot(base) !== runsAsRoot(head) && all.some((other) => other.kind === 'user' && other.direction === direction);
    if (turned) return 'user';
  }
  // Docker gives as much swap as memory, where nobody says how much.
  const isSwap = kind === 'limit' && change.what === 'memory and swap limit' && !isWritten(change.base) && !isWritten(change.head);
  return isSwap && all.some(({ what, direction: other }) => what === 'memory limit' && other === direction) ? 'limit' : undefined;
}

const isWritten = (side: Change['base']): boolean => side?.field?.state === 'written';

/** In the bounding set of both: only who uses it has changed. */
const isHeld = ({ base, head }: Change): boolean =>
  base?.field?.state !== undefined && head?.field?.state !== undefined && base.said !== 'not held' && head.said !== 'not held';

/** The side on which more may be done. */
const wideSide = ({ direction, base, head }: Change): Change['head'] => (direction === 'widens' ? head : base);

/** A default that a written line brought about. */
const sameLine = (field: Field<unknown>, line: Field<unknown> | undefined): boolean =>
  field.origin !== undefined &&
  line?.state === 'written' &&
  field.origin.source === line.origin.source &&
  field.origin.start === line.origin.start;
