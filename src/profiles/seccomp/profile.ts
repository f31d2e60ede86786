import type { Origin, Source } from '../../model/index.ts';
import type { ActionName } from './actions.ts';

export const operators = ['NE', 'LT', 'LE', 'EQ', 'GE', 'GT', 'MASKED_EQ'] as const;
export type Operator = (typeof operators)[number];

/** One comparison of an argument, unsigned and 64 bits wide. MASKED_EQ: (argument & value) = valueTwo. */
export interface Condition {
  /** 0 to 5. */
  readonly index: number;
  readonly op: Operator;
  readonly value: bigint;
  readonly valueTwo: bigint;
}

/** When a rule counts: all of `includes`, none of `excludes`. Read by Docker and Podman; the runtimes never see it. */
export interface Filter {
  readonly caps: readonly string[];
  readonly arches: readonly string[];
  readonly minKernel?: KernelVersion | undefined;
}

export interface KernelVersion {
  readonly major: number;
  readonly minor: number;
}

/** One entry of `syscalls`. */
export interface Rule {
  readonly names: readonly { readonly name: string; readonly origin: Origin }[];
  readonly action: ActionName;
  readonly errno?: number | undefined;
  readonly conditions: readonly Condition[];
  readonly includes: Filter;
  readonly excludes: Filter;
  readonly origin: Origin;
}

/** A seccomp profile as it is written: SCMP_ARCH_… words are kept, as not all of them can be simulated here. */
export interface Profile {
  readonly source: Source;
  readonly defaultAction: ActionName;
  readonly defaultErrno?: number | undefined;
  readonly defaultOrigin: Origin;
  readonly architectures: readonly string[];
  readonly archMap: readonly { readonly architecture: string; readonly subArchitectures: readonly string[] }[];
  readonly flags: readonly string[];
  readonly listenerPath?: string | undefined;
  readonly rules: readonly Rule[];
}
