import { machine } from '../../host/machine.ts';
import { processDoor } from '../../host/process-door.ts';
import type { ToolResult } from '../../host/run-tool.ts';
import { withProgramFile } from '../../host/scratch.ts';
import { type Container, type Evidence, knownValue, Unreadable } from '../../model/index.ts';
import {
  type Answer,
  type Attempt,
  answersIn,
  attemptsFor,
  type Beside,
  fileCapabilities,
  hold,
  type OwnText,
  ownTexts,
  type Processor,
  processors,
  program,
  readings,
} from '../../probes/index.ts';
import { evidenceOf, subjectOf } from '../../proof/index.ts';
import { type Network, networkOf, type Surroundings, withNetwork } from '../../proof/network/index.ts';
import { whyNot } from '../engine-program.ts';
import { withBeside } from './beside.ts';
import { capableProgram } from './capable.ts';
import { ownMounts } from './inside-view.ts';
import { besideRun, seesNetworks } from './network/surroundings.ts';
import type { Place } from './place.ts';

export interface Twin {
  readonly evidence: readonly Evidence[];
  /** What the program read of itself. */
  readonly own: ReadonlyMap<string, OwnText>;
  /** What was mounted on this machine before it started. */
  readonly mountsBefore: string;
  /** What surrounds it, as the kernel tells root on the engine's own machine. */
  readonly network?: Network;
  /** What kept it from its end, though it gave answers. */
  readonly cutShort?: string;
}

/** Runs the probe program in a place, and takes away what that made. Throws Unreadable where it does not run. */
export async function prove(place: Place): Promise<Twin> {
  const mounts = processDoor.read(ownMounts);
  const proved = await withBeside(place.way, (beside) => proveBeside(place, beside));
  return { ...proved, mountsBefore: 'text' in mounts ? mounts.text : '' };
}

async function proveBeside(place: Place, beside: Beside): Promise<Omit<Twin, 'mountsBefore'>> {
  const processor = processors.find((one) => one === machine().arch);
  if (processor === undefined)
    throw new Unreadable(`there is no probe program for ${machine().arch}, only for ${processors.join(' and ')}`);
  const attemptsIn = (container: Container): readonly Attempt[] =>
    attemptsFor({ ...subjectOf(container, place.inside), beside }, processor).filter(place.admits);
  const early = distinct(place.expected.flatMap(attemptsIn));
  const first = await ask(place, processor, early, place.observe === undefined);
  if (first.answers.size === 0) throw new Unreadable(place.failure(reasonOf(first.result)));
  const effective = await place.effective();
  const attempts = place.expected.includes(effective) ? early : attemptsIn(effective);
  const answers = new Map(early.flatMap((attempt, index) => pairOf(keyOf(attempt), first.answers.get(index))));
  // A remote client may lose the end of what was printed, and a limit may end more than it should: what is missing is tried once more.
  const missing = attempts.filter((attempt) => !answers.has(keyOf(attempt)));
  const looksAgain = place.observe === undefined && first.own.size < readings.length;
  const second = missing.length === 0 && !looksAgain ? undefined : await ask(place, processor, missing, looksAgain);
  const own = new Map([...(second?.own ?? []), ...first.own]);
  for (const [index, attempt] of missing.entries())
    for (const [key, answer] of pairOf(keyOf(attempt), second?.answers.get(index))) answers.set(key, answer);
  const byNumber = new Map(attempts.flatMap((attempt, index) => pairOf(index, answers.get(keyOf(attempt)))));
  const network = await networkIn(place, effective, first.surroundings);
  const alone = evidenceOf(effective, attempts, byNumber);
  const evidence =
    network === undefined || first.surroundings === undefined ? alone : withNetwork(alone, effective, first.surroundings, network);
  const met = { evidence, own, ...(network === undefined ? {} : { network }) };
  // Some engines end with the code of what the memory limit killed: what counts is whether every attempt was answered.
  if (second === undefined || byNumber.size === attempts.length) return met;
  return { ...met, cutShort: `${attempts.length - byNumber.size} attempts gave no answer: ${reasonOf(second.result)}` };
}

async function networkIn({ internal }: Place, container: Container, seen: Surroundings | undefined): Promise<Network | undefined> {
  if (seen === undefined) return undefined;
  const names = (container.networks ?? []).flatMap((name) => knownValue(name) ?? []);
  return networkOf(seen, container, (await internal?.(names)) ?? []);
}

/** A limit of another size is another attempt. */
const keyOf = ({ id, tries }: Attempt): string => `${id} ${tries}`;

const distinct = (attempts: readonly Attempt[]): readonly Attempt[] => [...new Map(attempts.map((one) => [keyOf(one), one])).values()];

const pairOf = <K>(key: K, answer: Answer | undefined): readonly (readonly [K, Answer])[] => (answer === undefined ? [] : [[key, answer]]);

interface Said {
  readonly answers: ReadonlyMap<number, Answer>;
  readonly own: Twin['own'];
  readonly result: ToolResult;
  readonly surroundings: Surroundings | undefined;
}

async function ask(place: Place, processor: Processor, attempts: readonly Attempt[], looks: boolean): Promise<Said> {
  const before = looks ? readings : [];
  const waits = place.pid === undefined && seesNetworks() ? [hold(place.inside)] : [];
  const { file } = program(processor, [...before, ...attempts, ...waits]);
  const wantsCapable = attempts.some(({ id }) => id === fileCapabilities);
  const { result, surroundings } = await withProgramFile(file, place.clean, async (path) => {
    const capable = wantsCapable ? await capableProgram(path, processor) : undefined;
    return besideRun(path, place.pid, () => place.run(path, capable));
  });
  const all = answersIn(result.kind === 'stopped' ? '' : result.stdout, before.length + attempts.length);
  const answers = new Map(
    [...all].flatMap(([number, answer]) => (number < before.length ? [] : [[number - before.length, answer] as const])),
  );
  return { answers, own: looks ? ownTexts(all) : new Map(), result, surroundings };
}

const reasonOf = (result: ToolResult): string => (result.kind === 'done' ? 'it printed nothing more' : whyNot(result));
