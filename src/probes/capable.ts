import type { Processor } from './elf.ts';
import { program } from './program.ts';
import { also, here, into, must, type Step, slot, type Task, tell, text } from './step.ts';

/**
 * A copy of the program whose file gives whoever executes it every capability that the bounding set leaves (capabilities(7), "File capabilities"): to see
 * whether a container lets it. Nobody gains by it: it has nothing to do but to say whether it holds one, and none of them is in effect.
 */
export const capableFile = (processor: Processor): Uint8Array => program(processor, []).file;

/** Where it lies inside, beside the program itself. */
export const capableBeside = (self: string): string => `${self}-capable`;

export const capabilityAttribute = 'security.capability';

/** struct vfs_cap_data of revision 2, without the flag that puts them in effect (include/uapi/linux/capability.h of Linux 6.1): permitted are 0 to 40. */
const everything = Uint8Array.from([0, 0, 0, 2, 255, 255, 255, 255, 0, 0, 0, 0, 255, 1, 0, 0, 0, 0, 0, 0]);

const newUser = 0x1000_0000;
const writeOnly = 1;

/**
 * Gives the file at `path` its capabilities, which Node has no call for. `owner`: who is not root may do that as root of a user namespace of his own, and
 * then they count in his user namespaces alone (user_namespaces(7), capabilities(7) "Namespaced file capabilities").
 */
export const givesCapabilities = (path: string, owner?: { readonly uid: number; readonly gid: number }): Task => ({
  steps: [
    ...(owner === undefined ? [] : asRootOf(owner)),
    tell('setxattr', text(path), text(capabilityAttribute), { bytes: everything }, everything.length, 0),
  ],
});

const asRootOf = ({ uid, gid }: { readonly uid: number; readonly gid: number }): readonly Step[] => [
  must('unshare', newUser),
  ...writes('/proc/self/setgroups', 'deny'),
  ...writes('/proc/self/uid_map', `0 ${uid} 1`),
  ...writes('/proc/self/gid_map', `0 ${gid} 1`),
];

const writes = (path: string, words: string): readonly Step[] => [
  into(0, must('openat', here, text(path), writeOnly)),
  must('write', slot(0), text(words), words.length),
  also('close', slot(0)),
];
