import type { Container, Evidence } from '../model/index.ts';
import { type Answer, type Attempt, errorOf } from '../probes/index.ts';
import { refusalOf } from './layer.ts';
import { standingOf } from './standing.ts';

/** One piece of evidence for each attempt, from the answers by number. A missing answer says nothing, and says so. */
export function evidenceOf(container: Container, attempts: readonly Attempt[], answers: ReadonlyMap<number, Answer>): readonly Evidence[] {
  const standing = standingOf(attempts, answers);
  return attempts.map((attempt, index) => {
    const { control, tries: probe, call, mild } = attempt;
    const answer = answers.get(index);
    const told = { control, container: container.id, probe, call, ...(mild === undefined ? {} : { mild }) };
    if (answer === undefined) return { ...told, verdict: 'inconclusive', observed: 'the program gave no answer' };
    const word = wordOf(answer);
    const common = { ...told, ...(word === undefined ? {} : { answer: word }) };
    const { state, says, layer: shown, lacking } = attempt.reads(answer);
    if (state === 'open') return { ...common, verdict: 'fails', observed: says };
    if (state === 'unclear') return { ...common, verdict: 'inconclusive', observed: says, ...(lacking === undefined ? {} : { lacking }) };
    if (state === 'absent') return { ...common, verdict: 'holds', layer: 'absent', observed: says };
    const refusal = shown === undefined ? refusalOf(attempt, errorOf(answer), container, standing) : { layer: shown };
    return { ...common, verdict: 'holds', ...refusal, observed: says };
  });
}

/** The error's name, the number, or the signal that ended it. */
function wordOf(answer: Answer): string | undefined {
  const error = errorOf(answer);
  if (error !== undefined) return error;
  if (typeof answer.ended === 'object' && 'signal' in answer.ended) return `signal ${answer.ended.signal}`;
  return answer.value === undefined ? undefined : String(answer.value);
}

/** What the evidence for one control comes to. */
export interface Proof {
  readonly control: string;
  readonly verdict: Evidence['verdict'];
  readonly evidence: readonly Evidence[];
}

/**
 * One control after the other, in the order of their first evidence: one attempt that gets through breaks a measure; for one that holds, something
 * was tried and refused, or not there to be reached.
 */
export function proofsOf(evidence: readonly Evidence[]): readonly Proof[] {
  return [...grouped(evidence)].map(([control, own]) => ({ control, verdict: verdictOf(own), evidence: own }));
}

function grouped(evidence: readonly Evidence[]): Map<string, Evidence[]> {
  const groups = new Map<string, Evidence[]>();
  for (const one of evidence) groups.set(one.control, [...(groups.get(one.control) ?? []), one]);
  return groups;
}

function verdictOf(evidence: readonly Evidence[]): Evidence['verdict'] {
  const counted = evidence.filter(({ mild, verdict }) => mild === undefined || verdict !== 'fails');
  if (counted.some(({ verdict }) => verdict === 'fails')) return 'fails';
  return counted.some(({ verdict }) => verdict === 'holds') ? 'holds' : 'inconclusive';
}
