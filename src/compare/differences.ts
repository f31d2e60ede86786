import { type Container, type Field, type Severity, severities } from '../model/index.ts';
import type { Change, Direction, Side } from './change.ts';
import type { Aspect, Trait } from './trait.ts';

/** Two effective views → what differs in one aspect. Swapping the sides swaps widens and narrows, and nothing else. */
export function differences(aspect: Aspect, base: Container, head: Container): Change[] {
  const [before, after] = [byKey(aspect.traits(base)), byKey(aspect.traits(head))];
  const reasons = { base: (key: string) => aspect.reason?.(base, key), head: (key: string) => aspect.reason?.(head, key) };
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort();
  const doubts = { base: doubtOf(before, after), head: doubtOf(after, before) };
  return keys.flatMap((key) => withReasons(changeOf(aspect, key, before.get(key), after.get(key), doubts), aspect, key, reasons));
}

interface Reasons {
  readonly base: (key: string) => Field<unknown> | undefined;
  readonly head: (key: string) => Field<unknown> | undefined;
}

/** A side without the trait may still say where it was taken away. */
function withReasons(change: Change | undefined, { absent }: Aspect, key: string, reasons: Reasons): Change[] {
  if (change === undefined) return [];
  const said = absent?.said ?? 'not set';
  const [base, head] = [
    change.base === undefined ? reasons.base(key) : undefined,
    change.head === undefined ? reasons.head(key) : undefined,
  ];
  return [
    {
      ...change,
      ...(base === undefined ? {} : { base: { said, field: base } }),
      ...(head === undefined ? {} : { head: { said, field: head } }),
    },
  ];
}

/** Of two traits with one key the wider one counts; what is not known counts most. */
function byKey(traits: readonly Trait[]): Map<string, Trait> {
  const found = new Map<string, Trait>();
  for (const trait of traits) {
    const other = found.get(trait.key);
    if (other === undefined || (trait.width ?? Number.POSITIVE_INFINITY) > (other.width ?? Number.POSITIVE_INFINITY))
      found.set(trait.key, trait);
  }
  return found;
}

/** An entry of a list that could not be resolved may be any of those that only the other side has. */
export const anyKey = (because: string): string => `?${because}`;

const doubtOf = (own: ReadonlyMap<string, Trait>, other: ReadonlyMap<string, Trait>): Trait | undefined =>
  [...own.values()].find(({ key }) => key.startsWith('?') && !other.has(key));

interface Doubts {
  readonly base: Trait | undefined;
  readonly head: Trait | undefined;
}

function changeOf(aspect: Aspect, key: string, base: Trait | undefined, head: Trait | undefined, doubts: Doubts): Change | undefined {
  const doubt = base === undefined ? doubts.base : head === undefined ? doubts.head : undefined;
  const direction = key.startsWith('?') || doubt === undefined ? directionOf(aspect, base, head) : 'unknown';
  if (direction === undefined) return undefined;
  const severity = severityOf(direction, base, head);
  const what = key.startsWith('?') ? 'not known' : key;
  const words = { ...saidOf(aspect, key, direction, base, head, doubt), ...(direction === 'unknown' ? {} : aspect.say?.(base, head)) };
  return { kind: aspect.kind, what, direction, severity, ...words, ...sides(base, head) };
}

function directionOf({ absent }: Aspect, base: Trait | undefined, head: Trait | undefined): Direction | undefined {
  if (isUnsure(base) || isUnsure(head)) return base?.because === head?.because ? undefined : 'unknown';
  const before = base?.width ?? absent?.width;
  const after = head?.width ?? absent?.width;
  if (before === undefined || after === undefined) return 'changes';
  if (before !== after) return after > before ? 'widens' : 'narrows';
  return base?.value === head?.value ? undefined : 'changes';
}

const isUnsure = (trait: Trait | undefined): boolean => trait !== undefined && trait.width === undefined;

function severityOf(direction: Direction, base: Trait | undefined, head: Trait | undefined): Severity {
  if (direction === 'changes') return 'low';
  // A wall that is gone counts what its absence gives; the side that has nothing to say leaves it to the other.
  if (direction === 'widens') return (head ?? base)?.severity ?? 'low';
  if (direction === 'narrows') return (base ?? head)?.severity ?? 'low';
  const both = [base, head].flatMap((trait) => (trait === undefined ? [] : [trait.severity]));
  return severities.findLast((severity) => both.includes(severity)) ?? 'low';
}

const sides = (base: Trait | undefined, head: Trait | undefined): Pick<Change, 'base' | 'head'> => ({
  ...(base === undefined ? {} : { base: sideOf(base) }),
  ...(head === undefined ? {} : { head: sideOf(head) }),
});

const sideOf = ({ said, field, origin }: Trait): Side => ({
  said,
  ...(field === undefined ? {} : { field }),
  ...(origin === undefined ? {} : { origin }),
});

function saidOf(
  { kind, absent, subject = (key) => key, counts }: Aspect,
  key: string,
  direction: Direction,
  base: Trait | undefined,
  head: Trait | undefined,
  doubt: Trait | undefined,
): Pick<Change, 'short' | 'detail'> {
  const about = key.startsWith('?') ? (plain[kind] ?? kind) : subject(key);
  const before = base?.said ?? absent?.said ?? 'not set';
  const after = head?.said ?? absent?.said ?? 'not set';
  if (direction === 'unknown') return unsure(about, { base, head, before, after, doubt });
  const gained = direction === 'widens' && base?.name === undefined ? head : undefined;
  if (gained?.name !== undefined) return { short: `+${gained.name}`, detail: `gains ${gained.name}${because(gained)}` };
  const lost = direction === 'narrows' && head?.name === undefined ? base : undefined;
  if (lost?.name !== undefined) return { short: `-${lost.name}`, detail: `loses ${lost.name}${because(lost)}` };
  return {
    short: counts ? `${about} ${before} → ${after}` : `${about} now ${after}`,
    detail: `${about}: ${before} before, ${after} now${because(direction === 'widens' ? head : undefined)}`,
  };
}

const because = (trait: Trait | undefined): string => (trait?.gives === undefined ? '' : `: ${trait.gives}`);

interface Unsure {
  readonly base: Trait | undefined;
  readonly head: Trait | undefined;
  readonly before: string;
  readonly after: string;
  readonly doubt: Trait | undefined;
}

function unsure(about: string, { base, head, before, after, doubt }: Unsure): Pick<Change, 'short' | 'detail'> {
  const reason = [doubt, base, head].find((trait) => trait?.because !== undefined)?.because ?? '';
  if (doubt !== undefined) {
    const side = base === undefined ? 'before' : 'now';
    return {
      short: `${about} perhaps changed`,
      detail: `${about}: ${before} before, ${after} now, if it was not there all the time: what is there ${side} is not known in full (${reason})`,
    };
  }
  const was = isUnsure(base) ? 'not known' : before;
  const is = isUnsure(head) ? 'not known' : after;
  return { short: `${about} not known${isUnsure(head) ? '' : ' before'}`, detail: `${about}: ${was} before, ${is} now (${reason})` };
}

/** How a list is called of which an entry is not known. */
const plain: Partial<Record<Aspect['kind'], string>> = {
  capability: 'a capability',
  device: 'a device',
  mount: 'a mount',
  port: 'a port',
  network: 'a network',
};
