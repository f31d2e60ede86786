import { type Container, type Field, runsAsRoot, type Severity, severities } from '../model/index.ts';
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
  const wide = direction === 'widens' ? change.head : change.base;
  if (kind !== 'privileged' && all.some((other) => other.kind === 'privileged' && other.direction === direction)) {
    const line = (direction === 'widens' ? head : base).privileged;
    if (wide?.field?.state === 'default' && sameLine(wide.field, line)) return 'privileged';
  }
  if (kind === 'capability' && change.base !== undefined && change.head !== undefined && isHeld(change)) {
    const turned = runsAsRoot(base) !== runsAsRoot(head) && all.some((other) => other.kind === 'user' && other.direction === direction);
    if (turned) return 'user';
  }
  return undefined;
}

/** In the bounding set of both: only who uses it has changed. */
const isHeld = ({ base, head }: Change): boolean => base?.field?.state !== undefined && head?.field?.state !== undefined && base.said !== 'not held' && head.said !== 'not held';

const sameLine = (field: Field<unknown>, line: Field<unknown> | undefined): boolean =>
  field.origin !== undefined && line?.origin !== undefined && field.origin.source === line.origin.source && field.origin.start === line.origin.start;

/** The gravest of those that go one way; undefined: none does. What follows from another one counts with it. */
export function worstOf(changes: readonly Change[], direction: Direction): Severity | undefined {
  const found = changes.filter((change) => change.direction === direction).map(({ severity }) => severity);
  return severities.findLast((severity) => found.includes(severity));
}
