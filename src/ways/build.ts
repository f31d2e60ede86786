import { wayKind } from '../facts/ways/index.ts';
import type { Certainty, Ground, Hold, Step } from '../model/index.ts';
import type { Gap, Open } from './grounds.ts';
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
  const { from, to, kind, gaps } = told;
  const open: Open[] = [];
  for (const one of gaps) {
    if (one === 'shut') return [];
    open.push(one);
  }
  const tried = told.trial === undefined ? undefined : inmate.tried(told.trial);
  if (tried?.outcome === 'refused' && countsFor(tried, from, inmate)) return [];
  const proved = tried?.outcome === 'open' ? tried.said : undefined;
  const doubts = proved === undefined ? open.flatMap(({ because }) => because ?? []) : [];
  const certainty = told.certainty ?? 'open';
  const because = [...(told.because === undefined ? [] : [told.because]), ...doubts].join('; ');
  return [
    {
      from,
      to,
      step: {
        from: from.id,
        to: to.id,
        kind,
        certainty: certainty === 'open' && doubts.length > 0 ? 'perhaps' : certainty,
        what: told.what ?? wayKind(kind)?.title ?? kind,
        grounds: open.map(({ ground }) => (proved === undefined ? ground : { ...ground, view: 'proved', from: proved }) satisfies Ground),
        ...(because === '' ? {} : { because }),
      },
    },
  ];
}

/** What an ordinary user is refused for want of rights says nothing of what root can do. */
const countsFor = (tried: Tried & { readonly outcome: 'refused' }, from: Hold, { root }: Inmate): boolean =>
  !tried.asUser || from.kind === 'inside' || root === 'yes';
