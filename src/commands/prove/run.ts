import { sha256 } from '../../host/digest.ts';
import { machine } from '../../host/machine.ts';
import { readBytes } from '../../host/read.ts';
import { processTerminal } from '../../host/terminal.ts';
import { type Problem, Unreadable } from '../../model/index.ts';
import { proofsOf } from '../../proof/index.ts';
import { renderProof } from '../../reports/proof/index.ts';
import type { Digest, ProofReport } from '../../reports/proof/shape.ts';
import { putOut } from '../put-out.ts';
import { type Target, targetsOf } from '../targets.ts';
import { toolVersion } from '../version.ts';
import { askedFor, assembled, type Proved } from './assemble.ts';
import { proofExit } from './exit.ts';
import type { ProveFlags } from './flags.ts';
import { insideView } from './inside-view.ts';
import type { Candidate } from './place.ts';
import { candidatesOf } from './places.ts';
import { sweepFolders } from './sweep.ts';
import { prove } from './twin.ts';
import { waysProved } from './ways.ts';

/** `bulkhead prove`: the probe program in the place of a container, or in it. Exit code 1: a measure does not hold. 2: something was not proved. */
export async function runProve(word: string | undefined, commandLine: readonly string[], flags: ProveFlags): Promise<number> {
  const terminal = processTerminal(flags.color && flags.output === undefined ? undefined : false);
  const [target, ...more] = await targetsOf(word === undefined ? [] : [word], commandLine);
  if (target === undefined || more.length > 0)
    throw new Unreadable('prove needs one target: a file, container:NAME, or a command as in bulkhead prove -- docker run IMAGE');
  const asked = askedFor(flags);
  const time = `${new Date().toISOString().slice(0, 19)}Z`;
  await sweepFolders();
  const { candidates, problems } = await candidatesOf(target, flags, terminal);
  if (flags.format === 'in-toto' && candidates.length > 1)
    throw new Unreadable(
      `an in-toto statement is about one container; choose one with --container: ${candidates.map(({ name }) => name).join(', ')}`,
    );
  const digests = flags.format === 'json' || flags.format === 'in-toto' ? digestOf(target) : undefined;
  const proved: Proved[] = [];
  const failed: Problem[] = [];
  for (const candidate of candidates) {
    const one = await proofOf(candidate, candidates.length === 1, digests);
    if ('proofs' in one) proved.push(one);
    else failed.push({ file: target.kind === 'path' ? target.path : target.kind, message: `${candidate.name}: ${one.message}` });
  }
  const { kernel, arch } = machine();
  const ways = await waysProved(proved);
  const report: ProofReport = {
    version: 1,
    tool: { name: 'bulkhead', version: toolVersion },
    target: nameOf(target),
    time,
    machine: { kernel, architecture: arch },
    profile: flags.profile,
    containers: proved.map((one) => assembled(one, asked)),
    problems: [...problems, ...failed],
    ...(ways === undefined ? {} : { ways }),
  };
  const text =
    flags.format === 'html'
      ? await page(report)
      : renderProof(flags.format, report, { color: terminal.color, width: terminal.width, all: flags.all === true });
  await putOut(text, flags.output, terminal);
  return proofExit(report, flags.failOn);
}

async function page(report: ProofReport): Promise<string> {
  const [{ proofHtml }, { controls }] = await Promise.all([import('../../reports/html/index.ts'), import('../../controls/index.ts')]);
  return proofHtml(report, controls);
}

const nameOf = (target: Target): string => {
  if (target.kind === 'live') return `${target.engine ?? 'container'}:${target.name}`;
  return target.kind === 'path' ? target.path : target.kind;
};

/** Of the file that declares it. */
const digestOf = (target: Target): readonly Digest[] =>
  target.kind === 'path' ? [{ name: target.path, sha256: sha256(readBytes(target.path)) }] : [];

/** Of several containers one that cannot be proved is a problem among the proofs of the others. */
async function proofOf(
  { place: find }: Candidate,
  alone: boolean,
  declaredIn: readonly Digest[] | undefined,
): Promise<Proved | Unreadable> {
  try {
    const place = await find();
    const { evidence, own, mountsBefore, network, cutShort } = await prove(place);
    const effective = await place.effective();
    return {
      effective,
      way: place.way,
      observed: await (place.observe?.() ?? insideView(own, place.inside, mountsBefore)),
      subject: declaredIn === undefined ? [] : await (place.subject?.() ?? declaredIn),
      declaredIn: declaredIn ?? [],
      proofs: proofsOf(evidence),
      notes: place.notes,
      standIns: place.standIns ?? [],
      ...(network === undefined ? {} : { network }),
      ...(cutShort === undefined ? {} : { cutShort }),
    };
  } catch (error) {
    if (error instanceof Unreadable && !alone) return error;
    throw error;
  }
}
