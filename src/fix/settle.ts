import type { Edit, Problem, Source } from '../model/index.ts';
import { applyEdits } from '../text/edit.ts';
import { faultIn, newRound, type Round, take } from './accepting.ts';
import { basesFirst, measureOf, type Waiting } from './heirs.ts';
import { keyOf, type Left, type Look, type Mended, type Want } from './want.ts';

export interface Desk {
  /** The texts that may be changed, by path, as they are now. */
  readonly texts: Map<string, string>;
  /** Reads and judges one of them. */
  look(path: string): Promise<Look>;
  /** Called with every change: texts that have to be looked at again although they read none of the changed ones (network policies). */
  concerns?(changed: ReadonlySet<string>): Promise<ReadonlySet<string>>;
  /** May this remedy be written? A reason, where it may not. Asked once for each. */
  allows(want: Want, edits: readonly Edit[], notes: readonly string[]): Promise<Pick<Left, 'why' | 'because'> | undefined>;
}

export interface Settled {
  readonly mended: readonly Mended[];
  readonly left: readonly Left[];
  readonly problems: readonly Problem[];
}

/** A remedy may need another one first; more rounds than that are a writer that never comes to an end. */
const mostRounds = 100;

interface State {
  readonly desk: Desk;
  readonly looks: Map<string, Look>;
  readonly mended: Mended[];
  /** Remedies that are not asked for again, with the reason. */
  readonly closed: Map<string, Pick<Left, 'why' | 'because'>>;
  /** What a writer refused in the last round: another remedy may make room for it (privileged: true excludes no-new-privileges). */
  readonly refused: Map<string, Pick<Left, 'why' | 'because'>>;
  readonly allowed: Set<string>;
  /** Answers for the texts before any change. */
  readonly alone: Map<string, readonly Edit[]>;
}

/**
 * Judges, writes what may be written and judges again, until nothing changes. What the next look does not confirm is put
 * back, and so is a text that is no longer read as before.
 */
export async function settle(desk: Desk): Promise<Settled> {
  const state: State = { desk, looks: new Map(), mended: [], closed: new Map(), refused: new Map(), allowed: new Set(), alone: new Map() };
  await lookAgain(state, new Set(desk.texts.keys()));
  for (let rounds = 0; rounds < mostRounds; rounds++) {
    const asked = await ask(state, rounds === 0);
    if (asked.round.edits.size === 0) break;
    await apply(state, asked);
  }
  return outcome(state);
}

async function lookAgain({ desk, looks }: State, changed: ReadonlySet<string>): Promise<void> {
  const concerned = await desk.concerns?.(changed);
  for (const path of desk.texts.keys()) {
    const before = looks.get(path);
    const isTouched = before === undefined || concerned?.has(path) === true || [...before.parts].some((part) => changed.has(part));
    if (isTouched) looks.set(path, await desk.look(path));
  }
}

/** What one round comes to. */
interface Written {
  readonly round: Round;
  readonly mended: readonly Mended[];
  readonly waiting: readonly Waiting[];
}

/** One round: every remedy that is still open is asked for, and those that do not meet are taken. An heir waits for its base. */
async function ask(state: State, isFirst: boolean): Promise<Written> {
  const round = newRound();
  const mended: Mended[] = [];
  const waiting: Waiting[] = [];
  const asked = new Set<string>();
  const busy = new Map<string, Mended>();
  for (const { file, look, want, bases } of basesFirst(state.looks)) {
    const key = keyOf(want);
    // Several verdicts of one control can share a remedy.
    if (state.closed.has(key) || asked.has(key)) continue;
    asked.add(key);
    const own = measureOf(want.container.id, want);
    const base = bases.map((id) => busy.get(measureOf(id, want))).find((one) => one !== undefined);
    if (base !== undefined) {
      waiting.push({ file, want, base });
      busy.set(own, base);
      continue;
    }
    const result = await write(state, look, want);
    if ('because' in result) {
      (result.why === 'refused' ? state.refused : state.closed).set(key, result);
      continue;
    }
    if (isFirst) state.alone.set(key, result.edits);
    const one: Mended = { want, file, ...result, ...aloneOf(state, key) };
    busy.set(own, one);
    if (take(round, result.edits) === 'taken') mended.push(one);
  }
  return { round, mended, waiting };
}

function aloneOf({ alone }: State, key: string): Pick<Mended, 'alone'> {
  const edits = alone.get(key);
  return edits === undefined ? {} : { alone: edits };
}

type Answer = Pick<Left, 'why' | 'because'> | Pick<Mended, 'edits' | 'notes'>;

const refused = (because: string): Answer => ({ why: 'refused', because });

async function write({ desk, allowed }: State, { writer, unwritten, context }: Look, want: Want): Promise<Answer> {
  const key = keyOf(want);
  if (writer === undefined) return refused(unwritten);
  if (want.refused !== undefined) return refused(want.refused);
  const { edits, refused: refusals, notes = [] } = writer.write(want.container, want.patch, context);
  const [first] = refusals;
  if (first !== undefined) return refused(first.because);
  if (edits.length === 0) return refused('nothing in the file has to be changed for it: it comes from elsewhere');
  const fault = faultIn(edits, (path) => desk.texts.get(path));
  if (fault !== undefined) return refused(fault);
  if (!allowed.has(key)) {
    const no = await desk.allows(want, edits, notes);
    if (no !== undefined) return no;
    allowed.add(key);
  }
  return { edits, notes };
}

async function apply(state: State, { round: { edits }, mended, waiting }: Written): Promise<void> {
  const { desk, looks } = state;
  const before = new Map<string, string>();
  const found = brokenIn(looks);
  const known = new Map([...looks].map(([path, look]) => [path, look.problems.length]));
  for (const [path, list] of edits) {
    const text = desk.texts.get(path);
    const source: Source | undefined = list[0]?.source;
    if (text === undefined || source === undefined) continue;
    before.set(path, text);
    desk.texts.set(path, applyEdits(source, list));
  }
  const changed = new Set(before.keys());
  await lookAgain(state, changed);
  const failed = failedOf(state, known, found, mended);
  if (failed.size === 0) {
    state.mended.push(...mended, ...inherited(state, mended, waiting));
    return;
  }
  // Put back as a whole; the next round writes the others again.
  for (const [key, because] of failed) state.closed.set(key, { why: 'refused', because });
  for (const [path, text] of before) desk.texts.set(path, text);
  await lookAgain(state, changed);
}

/** What waited, and is mended by what its base was given. */
function inherited({ looks }: State, mended: readonly Mended[], waiting: readonly Waiting[]): readonly Mended[] {
  const open = new Set([...looks.values()].flatMap((look) => look.wants.map(keyOf)));
  return waiting.flatMap(({ file, want, base }) => (mended.includes(base) && !open.has(keyOf(want)) ? [{ ...base, file, want }] : []));
}

/** The remedies that a new look does not confirm, and all of the round where a text is no longer read as before. */
function failedOf(
  { looks }: State,
  known: ReadonlyMap<string, number>,
  before: ReadonlyMap<string, number>,
  mended: readonly Mended[],
): ReadonlyMap<string, string> {
  const spoilt = [...looks].find(([path, look]) => look.problems.length > (known.get(path) ?? 0))?.[1].problems.at(-1);
  if (spoilt !== undefined)
    return new Map(mended.map(({ want }) => [keyOf(want), `the file would no longer be read as it should: ${spoilt.message}`]));
  const after = brokenIn(looks);
  const open = new Set([...looks.values()].flatMap((look) => look.wants.map(keyOf)));
  return new Map(
    mended.flatMap(({ want }) => {
      const { control, container } = want.finding;
      const part = `${container}\n${control}`;
      const isLess = (after.get(part) ?? 0) < (before.get(part) ?? 0);
      return open.has(keyOf(want)) || !isLess ? [[keyOf(want), 'what can be written for it is not enough'] as const] : [];
    }),
  );
}

/** How many findings each control has on each container. */
function brokenIn(looks: State['looks']): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { wants, others } of looks.values()) {
    for (const { container, control, outcome } of [...wants.map(({ finding }) => finding), ...others]) {
      if (outcome === 'broken') counts.set(`${container}\n${control}`, (counts.get(`${container}\n${control}`) ?? 0) + 1);
    }
  }
  return counts;
}

function outcome({ looks, closed, refused: byWriter, mended }: State): Settled {
  const left: Left[] = [];
  const open = new Set<string>();
  for (const [file, look] of looks) {
    for (const want of look.wants) {
      const key = keyOf(want);
      open.add(key);
      const reason = closed.get(key) ?? byWriter.get(key) ?? { why: 'refused' as const, because: 'it did not come to rest' };
      left.push({ finding: want.finding, file, risk: want.risk, ...reason });
    }
    for (const finding of look.others) left.push({ finding, file, ...reasonOf(finding) });
  }
  const problems = [...looks.values()].flatMap((look) => look.problems);
  return { mended: mended.filter(({ want }) => !open.has(keyOf(want))), left, problems };
}

const reasonOf = (finding: Left['finding']): Pick<Left, 'why' | 'because'> =>
  finding.outcome === 'unknown'
    ? { why: 'unknown', because: finding.detail }
    : finding.impliedBy === undefined
      ? { why: 'no remedy', because: 'what to change is not known here' }
      : { why: 'no remedy', because: `it follows from ${finding.impliedBy}` };
