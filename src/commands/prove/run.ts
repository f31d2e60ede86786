import { processTerminal } from '../../host/terminal.ts';
import { writeAtomically } from '../../host/write.ts';
import { type Problem, Unreadable } from '../../model/index.ts';
import { proofsOf } from '../../proof/index.ts';
import { targetsOf } from '../targets.ts';
import type { ProveFlags } from './flags.ts';
import { proveJson } from './json.ts';
import type { Candidate } from './place.ts';
import { candidatesOf } from './places.ts';
import { sweepFolders } from './sweep.ts';
import { proveText } from './text.ts';
import { prove } from './twin.ts';
import type { Proved } from './views.ts';

/** `bulkhead prove`: the probe program in the place of a container, or in it. Exit code 1: a measure does not hold. 2: something was not proved. */
export async function runProve(word: string | undefined, commandLine: readonly string[], flags: ProveFlags): Promise<number> {
  const terminal = processTerminal(flags.color && flags.output === undefined ? undefined : false);
  const [target, ...more] = await targetsOf(word === undefined ? [] : [word], commandLine);
  if (target === undefined || more.length > 0)
    throw new Unreadable('prove needs one target: a file, container:NAME, or a command as in bulkhead prove -- docker run IMAGE');
  await sweepFolders();
  const { candidates, problems } = await candidatesOf(target, flags, terminal);
  const proved: Proved[] = [];
  const failed: Problem[] = [];
  for (const candidate of candidates) {
    const one = await proofOf(candidate, candidates.length === 1);
    if ('proofs' in one) proved.push(one);
    else failed.push({ file: target.kind === 'path' ? target.path : target.kind, message: `${candidate.name}: ${one.message}` });
  }
  const report = { proved, problems: [...problems, ...failed] };
  const text = flags.format === 'json' ? proveJson(report) : proveText(report, flags.all === true, terminal);
  if (flags.output === undefined) await terminal.out(text);
  else writeAtomically(flags.output, text);
  if (report.problems.length > 0 || proved.some(({ cutShort }) => cutShort !== undefined)) return 2;
  return proved.some(({ proofs }) => proofs.some(({ verdict }) => verdict === 'fails')) ? 1 : 0;
}

/** Of several containers one that cannot be proved is a problem among the proofs of the others. */
async function proofOf({ place: find }: Candidate, alone: boolean): Promise<Proved | Unreadable> {
  try {
    const place = await find();
    const { evidence, cutShort } = await prove(place);
    const effective = await place.effective();
    return { effective, proofs: proofsOf(evidence), notes: place.notes, ...(cutShort === undefined ? {} : { cutShort }) };
  } catch (error) {
    if (error instanceof Unreadable && !alone) return error;
    throw error;
  }
}
