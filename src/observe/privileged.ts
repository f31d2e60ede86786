import { type Capabilities, type Field, isUnknown, knownValue, type Linux } from '../model/index.ts';
import type { Status } from './status.ts';

/** Enough to tell every one that this kernel has from a few that were asked for. Older kernels than 5.9 have 38. */
const nearlyAll = 36;

/**
 * The kernel does not know the word of the engines; a process is privileged that has all that it stands for: every capability, no seccomp
 * filter, and nothing of /proc hidden. A guest that was itself given less than all has all that there is.
 */
export function privilegedOf(capabilities: Capabilities, { seccomp, maskedPaths }: Linux, status: Status): Field<boolean> {
  const bounding = capabilities.bounding ?? [];
  const bound = bounding.find(isUnknown);
  if (bound !== undefined) return bound;
  if (isUnknown(seccomp)) return seccomp;
  if (isUnknown(maskedPaths)) return maskedPaths;
  const line = status.get('CapBnd');
  if (line.state === 'unknown') return line;
  const all = bounding.length >= nearlyAll && knownValue(seccomp)?.profile === 'unconfined' && knownValue(maskedPaths)?.length === 0;
  return { ...line, value: all };
}
