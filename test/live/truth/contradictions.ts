import type { ProvedControl } from '../../../src/reports/proof/shape.ts';
import type { Kind } from './words.ts';

/**
 * Where what is declared, with the engine's defaults, and what was met may say opposite things of a measure, and why. Whatever else contradicts is
 * a lie of one of them.
 */
export interface Allowed {
  readonly control: string;
  /** What `check` says. */
  readonly declared: 'held' | 'broken';
  readonly because: string;
  /** Found in the flags; absent: whatever they are. */
  readonly flags?: RegExp;
  readonly only?: Kind;
}

const ordinaryUser = /--user 1000/;

export const allowed: readonly Allowed[] = [
  {
    control: 'seccomp-profile-strength',
    declared: 'broken',
    flags: /denies\.json/,
    because: 'the doors that are tried are shut, and what a list of denied calls does not name is not tried',
  },
  ...['capabilities-dropped', 'net-raw', 'dangerous-capabilities'].map(
    (control): Allowed => ({
      control,
      declared: 'broken',
      flags: ordinaryUser,
      because:
        'it is in the bounding set, which gives an ordinary user nothing without a set-uid program or one whose file gives capabilities',
      // Podman hands on to an ordinary user what was added.
      ...(control === 'dangerous-capabilities' ? { only: 'docker' as const } : {}),
    }),
  ),
  {
    control: 'apparmor',
    declared: 'held',
    flags: /apparmor=my-own/,
    only: 'docker',
    because: 'Docker ignores the profile on a kernel without AppArmor',
  },
  {
    control: 'secret-in-environment',
    declared: 'held',
    flags: /--env-file/,
    because: 'check judges what is written in the declaration, and the file lies beside it',
  },
];

/** Undefined: what was declared and what was met do not contradict. */
export function contradictionOf({ control, verdict, effective }: ProvedControl): Pick<Allowed, 'control' | 'declared'> | undefined {
  if (effective?.outcome === 'held' && verdict === 'fails') return { control, declared: 'held' };
  return effective?.outcome === 'broken' && verdict === 'holds' ? { control, declared: 'broken' } : undefined;
}

export const reasonFor = (found: Pick<Allowed, 'control' | 'declared'>, flags: string, kind: Kind): Allowed | undefined =>
  allowed.find(
    ({ control, declared, flags: pattern, only }) =>
      control === found.control && declared === found.declared && (pattern?.test(flags) ?? true) && (only === undefined || only === kind),
  );
