import { controls as all } from '../../controls/index.ts';
import { compare, groundOf } from '../../drift/index.ts';
import { sha256 } from '../../host/digest.ts';
import { judge } from '../../judge.ts';
import { type Container, type Control, knownValue, type Mount, Unreadable } from '../../model/index.ts';
import { policyOf } from '../../policies/index.ts';
import type { Proof } from '../../proof/index.ts';
import type { Network } from '../../proof/network/index.ts';
import { controlRows, headOf } from '../../reports/proof/rows.ts';
import type { Digest, FieldDrift, ProvedContainer } from '../../reports/proof/shape.ts';
import { viewOf } from '../../reports/views.ts';
import { isHidden } from '../check/examine/told.ts';
import { judgeObserved } from '../observe/judge-observed.ts';
import type { ProveFlags } from './flags.ts';
import type { InsideView } from './inside-view.ts';

/** One container, and what was met in its place. */
export interface Proved {
  readonly effective: Container;
  readonly way: 'twin' | 'live';
  readonly observed: InsideView;
  readonly subject: readonly Digest[];
  /** The file that declares it; none where it is no file. */
  readonly declaredIn: readonly Digest[];
  readonly proofs: readonly Proof[];
  /** What was not as it was declared, each as a sentence. */
  readonly notes: readonly string[];
  /** Mount points where something else stood in. */
  readonly standIns?: readonly string[];
  readonly network?: Network;
  readonly cutShort?: string;
}

/** Which measures the report is about. */
export interface Asked {
  readonly controls: readonly Control[];
  /** Also what only those are told who ask for every measure. */
  readonly strict: boolean;
}

/** Throws Unreadable for a measure that is not known. */
export function askedFor({ profile, control: ids }: Pick<ProveFlags, 'profile' | 'control'>): Asked {
  const missing = ids?.find((id) => !all.some((control) => control.id === id));
  if (missing !== undefined)
    throw new Unreadable(`--control ${missing}: there is no such control of containers; bulkhead explain lists them`);
  return ids === undefined ? policyOf(profile) : { controls: all.filter(({ id }) => ids.includes(id)), strict: true };
}

/** All that is known of one container, as the reports tell it. */
export function assembled(one: Proved, { controls, strict }: Asked): ProvedContainer {
  const { effective, observed, way, subject, declaredIn, proofs, notes, standIns = [], network, cutShort } = one;
  const seen = 'container' in observed ? judgeObserved(observed.container, controls) : undefined;
  const views = {
    effective: judge(effective, controls).filter((judgement) => !isHidden(judgement, { strict })),
    // What the kernel does not tell is no view of it.
    ...(seen === undefined ? {} : { observed: seen.filter(({ verdict: { outcome } }) => outcome === 'held' || outcome === 'broken') }),
    proofs,
    live: way === 'live',
    absent: restingOn(standIns, effective, controls),
  };
  return {
    container: headOf(effective),
    way,
    subject,
    configuration: [...declaredIn, { name: 'effective view', sha256: sha256(Buffer.from(JSON.stringify(viewOf(effective)))) }],
    controls: controlRows(controls, views),
    drifts: 'container' in observed ? driftsOf(effective, observed.container) : [],
    ...('because' in observed ? { unobserved: observed.because } : {}),
    notes,
    ...(network === undefined ? {} : { network }),
    ...(cutShort === undefined ? {} : { cutShort }),
  };
}

/** The controls that find fault with nothing but mounts for which something else stood in: whatever was met there says nothing of them. */
function restingOn(points: readonly string[], effective: Container, controls: readonly Control[]): ReadonlyMap<string, string> {
  if (points.length === 0) return new Map();
  const stoodIn = ({ destination }: Mount): boolean => points.includes(knownValue(destination) ?? '');
  const without = { ...effective, mounts: effective.mounts.filter((mount) => !stoodIn(mount)) };
  const broken = (container: Container): ReadonlySet<string> =>
    new Set(judge(container, controls).flatMap(({ control, verdict }) => (verdict.outcome === 'broken' ? control.id : [])));
  const still = broken(without);
  const because = `what it rests on is not on this machine: ${points.join(', ')}`;
  return new Map([...broken(effective)].filter((id) => !still.has(id)).map((id) => [id, because]));
}

const driftsOf = (effective: Container, observed: Container): readonly FieldDrift[] =>
  compare(effective, observed).map(({ path, direction, effective: asked, observed: met }) => ({
    path,
    direction,
    effective: { value: asked.value, ground: groundOf(asked), declared: asked.field.state === 'written' },
    observed: { value: met.value, ground: groundOf(met) },
  }));
