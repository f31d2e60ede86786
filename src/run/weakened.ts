import { ioLimit } from '../controls/io-limit/control.ts';
import { type Judgement, judge } from '../judge.ts';
import { atLeast, type Container, type Control, type Origin } from '../model/index.ts';
import type { Disk } from './disk.ts';

/** An option that somebody asked for, and where it stands in the text that the container was read from. */
export interface Placed {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  /** It says nothing of what a container may do, as --name does. */
  readonly quiet?: boolean;
}

export interface Weakenings {
  /** One line for each option that weakens a measure, in the order of the options. */
  readonly lines: readonly string[];
  /** The controls that these lines are about. */
  readonly controls: ReadonlySet<string>;
}

/**
 * Which of the options weaken a measure: what the controls say of the effective view decides. `bare`: the same container without any of the options;
 * `without`: without the one of this number. What stands on no line of its own is of the option without which it would hold, or else of them all.
 */
export async function weakenings(
  effective: Container,
  bare: Container,
  controls: readonly Control[],
  options: readonly Placed[],
  without: (option: number) => Promise<Container>,
): Promise<Weakenings> {
  const off = brokenOf(effective, controls);
  const before = idsOf(brokenOf(bare, controls));
  const placed = options.map((option) => off.filter((judgement) => within(originOf(judgement), option)));
  const about = idsOf(placed.flat());
  let rest = off.filter(({ control }) => !about.has(control.id) && !before.has(control.id));
  const controlsOff = new Set([...about, ...idsOf(rest)]);
  const only = options.filter(({ quiet }) => quiet !== true).length === 1;
  const lines: string[] = [];
  for (const [index, { word, quiet }] of options.entries()) {
    const alone = quiet === true || rest.length === 0;
    const still = alone || only ? undefined : idsOf(brokenOf(await without(index), controls));
    const caused = alone ? [] : rest.filter(({ control }) => still?.has(control.id) !== true);
    rest = rest.filter((judgement) => !caused.includes(judgement));
    lines.push(...lineOf(word, [...(placed[index] ?? []), ...caused]));
  }
  return { lines: [...lines, ...rest.flatMap((judgement) => lineOf('these options together', [judgement]))], controls: controlsOff };
}

const idsOf = (judgements: readonly Judgement[]): ReadonlySet<string> => new Set(judgements.map(({ control }) => control.id));

/** The gravest in words, the others by name; none: nothing. */
function lineOf(word: string, all: readonly Judgement[]): readonly string[] {
  const worst = all.toSorted((a, b) => order(a, b))[0];
  if (worst === undefined || worst.verdict.outcome !== 'broken') return [];
  const others = [...new Set(all.map(({ control }) => control.id))].filter((id) => id !== worst.control.id);
  const also = others.length === 0 ? '' : `; off with it: ${others.join(', ')}`;
  return [`${word}: ${worst.control.id} is off: ${worst.verdict.detail}${also}`];
}

const brokenOf = (container: Container, controls: readonly Control[]): readonly Judgement[] =>
  judge(container, controls).filter(({ verdict }) => verdict.outcome === 'broken');

/** A measure that the container's own words do not cause, and that would be told of the machine: no engine option can turn it on. */
const ofTheMachine: ReadonlySet<string> = new Set(['identity', 'privilege', 'kernel surface', 'isolation']);

/**
 * What is off though nobody asked for that, in one line; undefined: nothing. `asked`: the controls that somebody's options turned off; `why`: with what gives
 * it. `disk`: what keeps disks from being limited, where something does.
 */
export function notHere(
  effective: Container,
  controls: readonly Control[],
  asked: ReadonlySet<string>,
  disk: Disk,
  why = true,
): string | undefined {
  const reason = 'because' in disk ? disk.because : undefined;
  const off = brokenOf(effective, controls).filter(({ control }) => ofTheMachine.has(control.group) || control.id === ioLimit.id);
  const said = off.flatMap(({ control, verdict }) => {
    if (asked.has(control.id) || verdict.outcome !== 'broken') return [];
    if (control.id === ioLimit.id) return reason === undefined ? [] : [`${control.id}: ${verdict.detail}, because ${reason}`];
    const from = why && verdict.field?.state === 'default' ? verdict.field.from : '';
    const because = from === '' ? '' : / default\b/.test(from) ? `, by the ${from}` : ` (${from})`;
    return [`${control.id}: ${verdict.detail}${because}`];
  });
  return said.length === 0 ? undefined : `cannot be on here: ${said.join('; ')}`;
}

const originOf = ({ verdict }: Judgement): Origin | undefined =>
  verdict.outcome === 'broken' ? (verdict.origin ?? verdict.field?.origin) : undefined;

const within = (origin: Origin | undefined, { start, end }: Placed): boolean =>
  origin !== undefined && origin.start >= start && origin.start < end;

/** What another finding is the cause of comes last; then the gravest first. */
function order(a: Judgement, b: Judgement): number {
  const implied = Number(a.impliedBy !== undefined) - Number(b.impliedBy !== undefined);
  if (implied !== 0) return implied;
  const [left, right] = [severity(a), severity(b)];
  return left === right ? 0 : atLeast(left, right) ? -1 : 1;
}

const severity = ({ control, verdict }: Judgement) => (verdict.outcome === 'broken' ? verdict.severity : undefined) ?? control.severity;
