import { errnoName } from '../facts/syscalls/index.ts';
import type { Layer } from '../model/index.ts';
import type { Answer } from './answers.ts';
import type { Processor } from './elf.ts';
import { compute, type Step, slot, type Task } from './step.ts';

/** What somebody inside tries, harmlessly, and what it tells of a measure. */
export interface Attempt extends Task {
  /** Unique in a program; a path or number follows after a colon. */
  readonly id: string;
  /** The control that it is evidence for. */
  readonly control: string;
  /** What is tried, as a clause after "it could" or "it could not": "make a new user namespace". */
  readonly tries: string;
  /** The syscall that it is about. */
  readonly call: string;
  /** The capability without which the kernel itself refuses. */
  readonly capability?: string;
  /** What says no where it is refused, if that is always the same. */
  readonly layer?: Layer;
  /** Its id in facts/syscalls/doors: what a default profile is known to do to it. */
  readonly door?: string;
  /** That it gets through breaks no measure by itself: it is told and not counted. */
  readonly mild?: true;
  /** It uses up what its control group may have, or makes a set-uid program for a moment: nothing for a container that others work in. */
  readonly weighs?: true;
  /** Its syscall is one that only these processors have. */
  readonly only?: readonly Processor[];
  readonly reads: (answer: Answer) => Reading;
}

/**
 * - `blocked`: the measure stood in the way. `open`: the attempt got through, or reached the code behind the measure.
 * - `absent`: there is nothing here that could be tried. `unclear`: it says nothing about the measure.
 */
export interface Reading {
  readonly state: 'blocked' | 'open' | 'absent' | 'unclear';
  /** What was seen, as a clause: "unshare answers EPERM". */
  readonly says: string;
  /** Where it shows what said no. */
  readonly layer?: Layer;
  /** Of `unclear`: the kernel does not have what the measure is made of. */
  readonly lacking?: true;
}

/** What a filter, a capability check or a security module answers: the call did not reach the code behind it. */
const refusals: ReadonlySet<string> = new Set(['EPERM', 'EACCES', 'ENOSYS']);

/** The signal of a filter that kills: SIGSYS. */
const bySeccomp = 31;

/** Reads an answer whose every error but a refusal means that the call reached the kernel. */
export const usual =
  (
    call: string,
    more: { readonly blocked?: readonly string[]; readonly absent?: readonly string[]; readonly unclear?: readonly string[] } = {},
  ) =>
  (answer: Answer): Reading => {
    const early = endedEarly(answer, call);
    if (early !== undefined) return early;
    if (answer.errno === undefined) return { state: 'open', says: `${call} succeeds` };
    const name = errnoName(answer.errno);
    const says = `${call} answers ${name}`;
    if (refusals.has(name) || more.blocked?.includes(name) === true) return { state: 'blocked', says };
    if (more.absent?.includes(name) === true) return { state: 'absent', says };
    if (more.unclear?.includes(name) === true) return { state: 'unclear', says };
    return { state: 'open', says };
  };

/** Nothing can be said of a process that was killed, unless a filter killed it. */
export function endedEarly({ ended }: Answer, call: string): Reading | undefined {
  if (ended === 'not started') return { state: 'unclear', says: 'no process could be started for it' };
  if (!('signal' in ended)) return undefined;
  if (ended.signal === bySeccomp) return { state: 'blocked', says: `${call} is answered by a kill (SIGSYS)`, layer: 'seccomp' };
  return { state: 'unclear', says: ended.signal === 14 ? `${call} did not come back in time` : `signal ${ended.signal} ended it` };
}

/** The error of a step, by name. */
export const errorOf = ({ errno }: Answer): string | undefined => (errno === undefined ? undefined : errnoName(errno));

/** Makes the answer that a slot holds that of the attempt. */
export const answerIs = (number: number): Step => ({ ...compute('add', slot(number), 0), report: true, stopOnError: true });

/** An attempt of one call, read as usual. */
export function oneCall(
  about: Pick<Attempt, 'id' | 'control' | 'tries'> & Partial<Pick<Attempt, 'capability' | 'door' | 'only'>>,
  step: Step,
  more?: Parameters<typeof usual>[1],
): Attempt {
  const call = typeof step.call === 'string' ? step.call : about.id;
  return { ...about, call, steps: [step], reads: usual(call, more) };
}
