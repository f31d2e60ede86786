import type { Judgement } from '../../judge.ts';
import type { Container, Control, Evidence, Field, Outcome, Severity, Verdict } from '../../model/index.ts';
import { excerptOf, spanOf } from '../../text/excerpt.ts';
import { placeOf } from '../../text/lines.ts';
import { oneLine } from '../../text/printable.ts';
import type { ProofVerdict, ProvedControl, View, ViewDrift } from './shape.ts';

/** What the views of one container come to, before they are held against each other. */
export interface Views {
  readonly effective: readonly Judgement[];
  /** Absent: nothing was read from the kernel. */
  readonly observed?: readonly Judgement[];
  readonly proofs: readonly { readonly control: string; readonly verdict: Evidence['verdict']; readonly evidence: readonly Evidence[] }[];
  /** Nothing that others would feel was tried. */
  readonly live: boolean;
  /** Why a control could not be met: what it is about was not there. */
  readonly absent?: ReadonlyMap<string, string>;
}

/** One row for each control, in their order: declared, effective, observed, tried, and what that comes to. */
export function controlRows(controls: readonly Control[], { effective, observed, proofs, live, absent }: Views): readonly ProvedControl[] {
  const [made, seen] = [worstByControl(effective), worstByControl(observed ?? [])];
  const proved = new Map(proofs.map((proof) => [proof.control, proof]));
  return controls.flatMap((control) => {
    const [own, kernel, proof] = [made.get(control.id), seen.get(control.id), proved.get(control.id)];
    if (own === undefined && proof === undefined) return [];
    const { verdict: met, basis } = standing(proof, kernel);
    const missing = met === 'holds' ? absent?.get(control.id) : undefined;
    const verdict = missing === undefined ? met : 'inconclusive';
    const because = missing ?? reasonOf(verdict, proof?.evidence ?? [], own, live);
    return [
      {
        control: control.id,
        title: control.title,
        severity: severityOf([own, kernel], control.severity),
        verdict,
        ...(basis === undefined ? {} : { basis }),
        ...(because === undefined ? {} : { because }),
        ...declaredOf(own),
        ...(own === undefined ? {} : { effective: { ...viewOf(own), ...from(own) } }),
        ...(kernel === undefined ? {} : { observed: { ...viewOf(kernel), ...ground(kernel) } }),
        evidence: (proof?.evidence ?? []).map(plain),
        drift: missing === undefined ? driftsOf(own?.outcome, kernel?.outcome, basis === 'attempts' ? verdict : undefined) : [],
      },
    ];
  });
}

const weight: readonly Outcome[] = ['inapplicable', 'held', 'unknown', 'broken'];

/** Of several verdicts of a control the worst one, and of like ones the first. */
function worstByControl(judgements: readonly Judgement[]): ReadonlyMap<string, Verdict> {
  const worst = new Map<string, Verdict>();
  for (const { control, verdict } of judgements) {
    const before = worst.get(control.id);
    if (before === undefined || weight.indexOf(verdict.outcome) > weight.indexOf(before.outcome)) worst.set(control.id, verdict);
  }
  return worst;
}

/** Only who found it broken knows how much that weighs here. */
const severityOf = (verdicts: readonly (Verdict | undefined)[], usual: Severity): Severity => {
  const broken = verdicts.find((verdict) => verdict?.outcome === 'broken');
  return (broken?.outcome === 'broken' ? broken.severity : undefined) ?? usual;
};

const detailOf = (verdict: Verdict): string => oneLine('detail' in verdict ? verdict.detail : verdict.because);

const viewOf = (verdict: Verdict): View => ({ outcome: verdict.outcome, detail: detailOf(verdict) });

const fieldOf = (verdict: Verdict): Field<unknown> | undefined => ('field' in verdict ? verdict.field : undefined);

function from(verdict: Verdict): { readonly from?: string } {
  const field = fieldOf(verdict);
  return field?.state === 'default' ? { from: oneLine(field.from) } : {};
}

/** A default that a line brought about was declared by that line. */
function declaredOf(verdict: Verdict | undefined): Pick<ProvedControl, 'declared'> {
  if (verdict === undefined) return {};
  const origin = ('origin' in verdict ? verdict.origin : undefined) ?? fieldOf(verdict)?.origin;
  if (origin === undefined) return {};
  const { file, line, column } = placeOf(origin);
  const concealed = verdict.outcome === 'broken' && verdict.concealed === true;
  return { declared: { file, line, column, text: (concealed ? spanOf(origin) : excerptOf(origin)).text } };
}

function ground(verdict: Verdict): { readonly ground?: string } {
  const field = fieldOf(verdict);
  const path = (('origin' in verdict ? verdict.origin : undefined) ?? field?.origin)?.source.path;
  if (path !== undefined) return { ground: path };
  return field?.state === 'default' ? { ground: oneLine(field.from) } : {};
}

const plain = ({ control: _control, container: _container, ...rest }: Evidence): Omit<Evidence, 'control' | 'container'> => rest;

/** An attempt counts for more than what the kernel says of itself; a kernel that lacks what a measure is made of leaves nothing to try. */
function standing(proof: Views['proofs'][number] | undefined, kernel: Verdict | undefined): Pick<ProvedControl, 'verdict' | 'basis'> {
  if (proof !== undefined)
    return proof.evidence.every(({ lacking }) => lacking) ? { verdict: 'not probed' } : { verdict: proof.verdict, basis: 'attempts' };
  const on = said(kernel?.outcome);
  return on === undefined ? { verdict: 'not probed' } : { verdict: on ? 'holds' : 'fails', basis: 'kernel' };
}

/** Of two that say nothing the first reason is enough; a limit that nobody set cannot be tried. */
function reasonOf(verdict: ProofVerdict, evidence: readonly Evidence[], own: Verdict | undefined, live: boolean): string | undefined {
  if (verdict === 'inconclusive')
    return evidence.find((one) => one.verdict === 'inconclusive')?.observed ?? 'nothing that was tried says it';
  if (verdict !== 'not probed') return undefined;
  const [lacking] = evidence;
  if (lacking !== undefined) return lacking.observed;
  if (own?.outcome === 'inapplicable') return detailOf(own);
  if (own?.outcome === 'broken') return `nothing was tried: ${detailOf(own)}`;
  return live ? 'no attempt shows it, or trying it would weigh on what runs there' : 'no attempt shows it';
}

const isOn = { held: true, broken: false, holds: true, fails: false } as const;
const said = (word: string | undefined): boolean | undefined =>
  word !== undefined && word in isOn ? isOn[word as keyof typeof isOn] : undefined;

function driftsOf(effective: Outcome | undefined, observed: Outcome | undefined, tried: ProofVerdict | undefined): readonly ViewDrift[] {
  const pairs = [
    [['effective', 'observed'], said(effective), said(observed)],
    [['effective', 'proved'], said(effective), said(tried)],
    [['observed', 'proved'], said(observed), said(tried)],
  ] as const;
  return pairs.flatMap(([between, first, second]) =>
    first === undefined || second === undefined || first === second ? [] : [{ between, direction: first ? 'weaker' : 'stronger' } as const],
  );
}

/** What a container's own words say of it, without what a reader need not know. */
export const headOf = ({ id, name, engine, engineVersion, origin }: Container) => {
  const { file, line } = placeOf(origin);
  return { id, name, engine, ...(engineVersion === undefined ? {} : { engineVersion }), file, line };
};
