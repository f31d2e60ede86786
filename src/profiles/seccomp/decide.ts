import { type Architecture, x32Bit } from '../../facts/syscalls/index.ts';
import { enosys, foreign } from './actions.ts';
import { auditArch } from './arches.ts';
import type { Filter } from './compile.ts';
import { run } from './program.ts';
import { answerOf } from './tree.ts';

/** A call as a filter sees it: the kernel's AUDIT_ARCH_… value, the number, and up to six 64-bit arguments. */
export interface Call {
  readonly arch: number;
  readonly nr: number;
  readonly args: readonly bigint[];
}

/** What the filter answers, and why. `rule` is an index into the filter's rules. */
export interface Decision {
  readonly value: number;
  readonly reason: 'rule' | 'default' | 'mistake of libseccomp' | 'newer than the profile' | 'architecture not in the profile';
  readonly rule?: number;
}

const minusOne = 0xffff_ffff;

/** The decision for one call. Total: every architecture and number has an answer. */
export function decide(filter: Filter, { arch, nr, args }: Call): Decision {
  const candidates = [...filter.architectures.keys()].filter((architecture) => auditArch[architecture] === arch);
  const stub = stubArchitecture(candidates, nr);
  const last = stub === undefined ? undefined : filter.architectures.get(stub)?.last;
  if (last !== undefined && nr > last) return { value: enosys, reason: 'newer than the profile' };
  const architecture = libseccompArchitecture(candidates, nr);
  if (architecture === undefined) return { value: foreign, reason: 'architecture not in the profile' };
  const { trees, programs } = filter.architectures.get(architecture) ?? {};
  const tree = trees?.get(nr);
  const program = programs?.get(nr);
  const byRules = tree === undefined ? undefined : answerOf(tree, args);
  const answer = program === undefined ? byRules : run(program, args);
  const value = answer?.value ?? filter.defaultValue;
  if (value !== (byRules?.value ?? filter.defaultValue)) return { value, reason: 'mistake of libseccomp' };
  return byRules === undefined ? { value, reason: 'default' } : { value, reason: 'rule', rule: byRules.rule };
}

/** runc's own check tells x32 from x86-64 by the bit alone. */
function stubArchitecture(candidates: readonly Architecture[], nr: number): Architecture | undefined {
  const isX32 = (nr & x32Bit) !== 0;
  return candidates.find((architecture) => (architecture !== 'x32' && architecture !== 'x86_64') || (architecture === 'x32') === isX32);
}

/** libseccomp's: any number from the bit upwards, save -1, which a tracer sets to skip a call. */
function libseccompArchitecture(candidates: readonly Architecture[], nr: number): Architecture | undefined {
  if (candidates.length > 1) return nr >= x32Bit ? 'x32' : 'x86_64';
  const [only] = candidates;
  if (only === 'x86_64' && nr >= x32Bit && nr !== minusOne) return undefined;
  if (only === 'x32' && nr < x32Bit) return undefined;
  return only;
}
