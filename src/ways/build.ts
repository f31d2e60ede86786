import { wayKind } from '../facts/ways/index.ts';
import type { Certainty, Ground, Hold, Step } from '../model/index.ts';
import type { Gap } from './grounds.ts';
import type { Inmate } from './inmate.ts';
import type { Tried, triedOf } from './tried.ts';

/** A step with the holds that it joins, which a part lists once. */
export interface Draft {
  readonly from: Hold;
  readonly to: Hold;
  readonly step: Step;
}

export interface Told {
  readonly from: Hold;
  readonly to: Hold;
  readonly kind: string;
  /** What is done here; absent: as the table of kinds says it. */
  readonly what?: string;
  readonly gaps: readonly Gap[];
  /** Attempts that show whether it can be done. */
  readonly trial?: Parameters<typeof triedOf>[1];
  readonly certainty?: Certainty;
  readonly because?: string;
}

/** The step, or nothing where something stands in its way. */
export function draft(inmate: Inmate, told: Told): readonly Draft[] {
  const { from, to, kind, gaps, trial } = told;
  let because = told.because;
  let isSure = true;
  const grounds: Ground[] = [];
  for (const one of gaps) {
    if (one === 'shut') return none;
    grounds.push(one.ground);
    if (one.because === undefined) continue;
    isSure = false;
    because = because === undefined ? one.because : `${because}; ${one.because}`;
  }
  const tried = trial === undefined ? undefined : inmate.tried(trial);
  if (tried?.outcome === 'refused' && countsFor(tried, from, inmate)) return none;
  const what = told.what ?? wayKind(kind)?.title ?? kind;
  if (tried?.outcome === 'open') return [{ from, to, step: proved({ from: from.id, to: to.id, kind, what }, told, grounds, tried.said) }];
  const { certainty: own = 'open' } = told;
  const certainty = own === 'open' && !isSure ? 'perhaps' : own;
  // Written out twice: this is run for every step of every container.
  const step: Step =
    because === undefined
      ? { from: from.id, to: to.id, kind, certainty, what, grounds }
      : { from: from.id, to: to.id, kind, certainty, what, grounds, because };
  return [{ from, to, step }];
}

const none: readonly Draft[] = [];

/** What got through leaves no doubt about what stood around it. */
const proved = (
  step: Pick<Step, 'from' | 'to' | 'kind' | 'what'>,
  { certainty = 'open', because }: Told,
  grounds: readonly Ground[],
  said: string,
): Step => ({
  ...step,
  certainty,
  grounds: grounds.map((ground) => ({ ...ground, view: 'proved', from: said })),
  ...(because === undefined ? {} : { because }),
});

/** What an ordinary user is refused for want of rights says nothing of what root can do. */
const countsFor = (tried: Tried & { readonly outcome: 'refused' }, from: Hold, { root }: Inmate): boolean =>
  !tried.asUser || from.kind === 'inside' || root === 'yes';
