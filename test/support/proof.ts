import { askedFor, assembled } from '../../src/commands/prove/assemble.ts';
import type { InsideView } from '../../src/commands/prove/inside-view.ts';
import type { Problem } from '../../src/model/index.ts';
import { type Answer, attemptsFor } from '../../src/probes/index.ts';
import { evidenceOf, proofsOf, subjectOf } from '../../src/proof/index.ts';
import type { Digest, ProofReport } from '../../src/reports/proof/shape.ts';
import { effectiveOf } from './effective-of.ts';

const plain: Answer = { value: 0n, step: 0, ended: { code: 0 }, note: 0n, data: new Uint8Array() };

/** What the kernel answered: an error's number, or that it did what it was asked. */
export const refusedBy = (errno: number): Answer => ({ ...plain, value: BigInt(-errno), errno });
export const succeeds = plain;

interface Recorded {
  readonly command: string;
  /** By the id of the attempt; the others gave no answer and are left out. */
  readonly answers?: Readonly<Record<string, Answer>>;
  readonly observed?: InsideView;
  readonly subject?: readonly Digest[];
  readonly notes?: readonly string[];
  readonly cutShort?: string;
  readonly profile?: string;
  readonly control?: readonly string[];
  readonly problems?: readonly Problem[];
}

/** The report of one container, from recorded answers. */
export function proofReport(recorded: Recorded): ProofReport {
  const { command, answers = {}, observed = { because: 'nobody looked' }, subject = [], notes = [], cutShort, problems = [] } = recorded;
  const effective = effectiveOf(command);
  const attempts = attemptsFor(subjectOf(effective, '/probe'), 'x64').filter(({ id }) => id in answers);
  const missing = Object.keys(answers).filter((id) => !attempts.some((one) => one.id === id));
  if (missing.length > 0) throw new Error(`there is no attempt ${missing.join(', ')}`);
  const given = new Map(attempts.flatMap(({ id }, index) => (answers[id] === undefined ? [] : [[index, answers[id]] as const])));
  const profile = recorded.profile ?? 'strict';
  const asked = askedFor({ profile, ...(recorded.control === undefined ? {} : { control: recorded.control }) });
  const proved = {
    ...({ effective, way: 'twin', observed, subject, declaredIn: [], notes } as const),
    proofs: proofsOf(evidenceOf(effective, attempts, given)),
    ...(cutShort === undefined ? {} : { cutShort }),
  };
  return {
    version: 1,
    tool: { name: 'bulkhead', version: '0.1.0' },
    target: 'command line',
    time: '2027-01-31T12:00:00Z',
    machine: { kernel: '6.1.0', architecture: 'x64' },
    profile,
    containers: [assembled(proved, asked)],
    problems,
  };
}
