import { type Architecture, dangerousSyscalls, syscallsOf } from '../../facts/syscalls/index.ts';
import { letsThrough } from './actions.ts';
import { auditArch } from './arches.ts';
import { boundaryArguments } from './boundaries.ts';
import type { Filter } from './compile.ts';
import { type Decision, decide } from './decide.ts';

/** allowed and denied hold for every argument; `depends` has examples of both. */
export type Standing = 'allowed' | 'denied' | 'depends';

export interface SyscallStanding {
  readonly name: string;
  readonly number: number;
  readonly standing: Standing;
  /** What an intruder does with it; only of the dangerous ones. */
  readonly dangerous?: string | undefined;
  /** A decision of each kind there is: [let through, denied]. */
  readonly examples: readonly Decision[];
  /** Some answer differs from what the rules say: libseccomp writes them down wrongly. */
  readonly mistaken: boolean;
}

/** How every syscall of an architecture stands under a filter, in the order of the numbers. */
export const standings = (filter: Filter, architecture: Architecture): SyscallStanding[] =>
  syscallsOf(architecture).map(([name, number]) => standingOf(filter, architecture, name, number));

function standingOf(filter: Filter, architecture: Architecture, name: string, number: number): SyscallStanding {
  const conditional = filter.architectures.get(architecture)?.programs.has(number) === true;
  const vectors = conditional ? boundaryArguments([filter], name) : [[]];
  const decisions = vectors.map((args) => decide(filter, { arch: auditArch[architecture], nr: number, args }));
  const through = decisions.find(({ value }) => letsThrough(value));
  const denied = decisions.find(({ value }) => !letsThrough(value));
  return {
    name,
    number,
    standing: through === undefined ? 'denied' : denied === undefined ? 'allowed' : 'depends',
    dangerous: dangerousSyscalls.get(name),
    examples: [through, denied].filter((decision) => decision !== undefined),
    mistaken: decisions.some(({ reason }) => reason === 'mistake of libseccomp'),
  };
}

/** What one filter lets through and another does not, with arguments that show it where they matter. */
export interface Widening {
  readonly architecture: Architecture;
  readonly name: string;
  readonly dangerous?: string | undefined;
  /** Absent: the calls differ whatever their arguments are. */
  readonly example?: readonly bigint[];
}

/** What `wide` lets through and `narrow` does not, on the architectures of both. */
export function widenings(wide: Filter, narrow: Filter): Widening[] {
  const architectures = new Set([...wide.architectures.keys(), ...narrow.architectures.keys()]);
  return [...architectures].flatMap((architecture) =>
    syscallsOf(architecture).flatMap(([name, number]): Widening[] => {
      const conditional = [wide, narrow].some((filter) => filter.architectures.get(architecture)?.programs.has(number));
      const through = (filter: Filter, args: readonly bigint[]): boolean =>
        letsThrough(decide(filter, { arch: auditArch[architecture], nr: number, args }).value);
      const vectors = conditional ? boundaryArguments([wide, narrow], name) : [[]];
      const differing = vectors.filter((args) => through(wide, args) && !through(narrow, args));
      const [example] = differing;
      if (example === undefined) return [];
      const shared = { architecture, name, dangerous: dangerousSyscalls.get(name) };
      return differing.length === vectors.length ? [shared] : [{ ...shared, example }];
    }),
  );
}
