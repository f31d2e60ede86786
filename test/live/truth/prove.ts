import { askedFor, assembled } from '../../../src/commands/prove/assemble.ts';
import { declaredIn } from '../../../src/commands/prove/declared.ts';
import { type EngineProgram, engineProgram } from '../../../src/commands/prove/engine.ts';
import { insideView } from '../../../src/commands/prove/inside-view.ts';
import type { Place } from '../../../src/commands/prove/place.ts';
import { commandTwin } from '../../../src/commands/prove/places.ts';
import { prove } from '../../../src/commands/prove/twin.ts';
import type { Container } from '../../../src/model/index.ts';
import { proofsOf } from '../../../src/proof/index.ts';
import type { ProvedContainer } from '../../../src/reports/proof/shape.ts';
import { type RunWords, runWords } from '../../../src/surfaces/run-command/twin.ts';

const controls = askedFor({ profile: 'strict' });

/** An engine that has been asked what it is: as `prove` does for all containers of a file. */
export type Open = (words: RunWords) => Promise<EngineProgram>;

export function asking(): Open {
  let known: Promise<EngineProgram> | undefined;
  return (words) => {
    known ??= engineProgram(words);
    return known;
  };
}

interface Proved {
  readonly effective: Container;
  readonly report: ProvedContainer;
}

/**
 * What `bulkhead prove -- COMMAND` reports of every control. `runs`: the command that is really started, where somebody changed it behind
 * the back of whoever declared it.
 */
export async function proved(command: string, open: Open, runs: string = command): Promise<Proved> {
  const { declared, words } = await read(command);
  const started = (await read(runs)).words;
  const place = await commandTwin(declared, words, await open(words));
  const behind = runs === command ? place : { ...place, run: (await commandTwin(declared, started, await open(words))).run };
  return reportOf(place, behind);
}

async function reportOf(place: Place, behind: Place): Promise<Proved> {
  const { evidence, own, mountsBefore, cutShort } = await prove(behind);
  if (cutShort !== undefined) throw new Error(cutShort);
  const effective = await place.effective();
  const observed = await insideView(own, place.inside, mountsBefore);
  const told = { effective, way: place.way, observed, subject: [], declaredIn: [], proofs: proofsOf(evidence), notes: place.notes };
  return { effective, report: assembled(told, controls) };
}

async function read(text: string): Promise<{ readonly declared: Container; readonly words: RunWords }> {
  const source = { path: 'command line', text };
  const words = runWords(source);
  if ('because' in words) throw new Error(words.because);
  const { containers, problems } = await declaredIn(source);
  const [declared] = containers;
  if (declared === undefined || problems.length > 0) throw new Error(problems[0]?.message ?? 'no container');
  return { declared, words };
}
