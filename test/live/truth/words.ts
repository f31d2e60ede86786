import type { ProvedControl } from '../../../src/reports/proof/shape.ts';

export type Kind = 'docker' | 'podman';

/**
 * What a proof is to come to. The last four are the reasons for which nothing is judged: such a container has no such measure; it is off by its
 * declaration, and what nobody set cannot be tried; this kernel runs no AppArmor or SELinux; nothing inside shows it.
 */
export type Word = 'holds' | 'fails' | 'inconclusive' | 'no such measure' | 'off by declaration' | 'kernel lacks it' | 'nothing shows it';

/** By control. */
export type Expected = Readonly<Record<string, Word>>;

export function wordFor({ verdict, evidence, effective }: ProvedControl): Word {
  if (verdict !== 'not probed') return verdict;
  if (evidence.length > 0) return 'kernel lacks it';
  if (effective?.outcome === 'inapplicable') return 'no such measure';
  return effective?.outcome === 'broken' ? 'off by declaration' : 'nothing shows it';
}

/** A set of flags, the same for both engines or said in the words of each, and what it changes against no flags at all. */
export interface Configuration {
  readonly flags: string | { readonly docker?: string; readonly podman?: string };
  readonly flips: Expected;
  /** What one engine alone does besides, or instead. */
  readonly docker?: Expected;
  readonly podman?: Expected;
  /** It starts only where the engine itself was given every capability. */
  readonly needsEverything?: true;
}

export const flagsFor = ({ flags }: Configuration, kind: Kind): string | undefined => (typeof flags === 'string' ? flags : flags[kind]);
