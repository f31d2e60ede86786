import type { Answer } from '../answers.ts';
import { type Attempt, endedEarly, errorOf, oneCall, type Reading } from '../attempt.ts';
import type { Beside } from '../beside.ts';
import { also, compute, data, here, into, must, slot, tell, text } from '../step.ts';
import type { Subject } from '../subject.ts';
import { wholeFile } from '../whole-file.ts';
import { fileSystemIn, statfsSize } from './file-status.ts';

/** O_RDONLY | O_NONBLOCK | O_CLOEXEC: opened, never read. */
const forReading = 0x8_0800;

type HostPath = NonNullable<Subject['hostPaths']>[number];

const hostPath = ({ path, source }: HostPath): Attempt =>
  oneCall(
    { id: `host path:${path}`, control: 'host-system-mount', tries: `open ${source} of the host at ${path}` },
    tell('openat', here, text(path), forReading),
    { absent: ['ENOENT', 'ENOTDIR'] },
  );

/** The mount points of a mountinfo whose mounts pass on what is mounted below them, each with its group. Source: proc_pid_mountinfo(5). */
function sharedIn(mountinfo: string): readonly { readonly point: string; readonly group: string }[] {
  return mountinfo.split('\n').flatMap((line) => {
    const [before = ''] = line.split(' - ');
    const words = before.split(' ');
    const group = words.slice(6).find((word) => word.startsWith('shared:'));
    return group === undefined ? [] : [{ point: words[4] ?? '', group }];
  });
}

/** Which start of the machine, and behind it the mounts. */
const [bootLength, mountsAt] = [36, 64];

/** On the same machine a mount passes on what the host has in the same group; of another one it is only known that it was made so. */
const propagation = (beside: Beside | undefined): Attempt => ({
  id: 'shared mounts',
  control: 'mount-propagation',
  tries: 'put a mount where the host sees it',
  call: 'read',
  steps: [
    into(0, also('openat', here, text('/proc/sys/kernel/random/boot_id'), forReading)),
    also('read', slot(0), data(), bootLength),
    ...wholeFile('/proc/self/mountinfo', mountsAt),
  ],
  reads(answer): Reading {
    const early = endedEarly(answer, 'read');
    if (early !== undefined) return early;
    const error = errorOf(answer);
    if (error !== undefined) return { state: 'unclear', says: `/proc/self/mountinfo answers ${error}` };
    const said = (from: number, to?: number): string => new TextDecoder('latin1').decode(answer.data.subarray(from, to));
    const found = sharedIn(said(mountsAt));
    const here = beside !== undefined && said(0, bootLength) === beside.boot;
    const passes = found.find(({ group }) => !here || beside.mountGroups.includes(group));
    if (passes !== undefined) return { state: 'open', says: `what is mounted below ${passes.point} is passed on to the host` };
    const [first] = found;
    const says =
      first === undefined
        ? 'no mount passes on what is mounted below it'
        : `what is mounted below ${first.point} is passed on, and not to the host, which does not share that mount`;
    return { state: 'blocked', says, layer: 'mount' };
  },
});

/** TMPFS_MAGIC, RAMFS_MAGIC. */
const inMemory: ReadonlySet<bigint> = new Set([0x0102_1994n, 0x8584_58f6n]);

function notSeen(answer: Answer, call: string, path: string): Reading {
  const error = errorOf(answer);
  return error === 'ENOENT'
    ? { state: 'absent', says: `there is no ${path}` }
    : { state: 'unclear', says: `${call} of ${path} answers ${error}` };
}

const secretFile = ({ path, name }: NonNullable<Subject['secretFiles']>[number]): Attempt => ({
  id: `secret file:${path}`,
  control: 'secret-on-disk',
  layer: 'mount',
  tries: `find the secret ${name} on a disk`,
  call: 'statfs',
  steps: [must('statfs', text(path), data()), compute('emit', statfsSize)],
  reads(answer): Reading {
    const early = endedEarly(answer, 'statfs');
    if (early !== undefined) return early;
    const found = fileSystemIn(answer);
    if (found === undefined) return notSeen(answer, 'statfs', path);
    return inMemory.has(found.type)
      ? { state: 'blocked', says: `${path} lies in memory` }
      : { state: 'open', says: `${path} lies on a disk` };
  },
});

/** STATX_BASIC_STATS; struct statx: the mode is a number of 2 bytes. Source: Linux 6.1 include/uapi/linux/stat.h. */
const [basicStats, statxSize, modeAt] = [0x7ff, 256, 28];
const everybody = 0o007;

const secretMode = ({ path, name }: NonNullable<Subject['secretFiles']>[number]): Attempt => ({
  id: `secret mode:${path}`,
  control: 'secret-file-access',
  layer: 'identity',
  tries: `read the secret ${name} as any user of the container`,
  call: 'statx',
  steps: [must('statx', here, text(path), 0, basicStats, data()), compute('emit', statxSize)],
  reads(answer): Reading {
    const early = endedEarly(answer, 'statx');
    if (early !== undefined) return early;
    const { data: bytes } = answer;
    if (bytes.length < statxSize) return notSeen(answer, 'statx', path);
    const mode = new DataView(bytes.buffer, bytes.byteOffset).getUint16(modeAt, true) & 0o7777;
    return { state: (mode & everybody) === 0 ? 'blocked' : 'open', says: `${path} has the mode 0${mode.toString(8)}` };
  },
});

export const mountedAttempts = ({ hostPaths = [], secretFiles = [], beside }: Subject): readonly Attempt[] => [
  ...hostPaths.map(hostPath),
  propagation(beside),
  ...secretFiles.flatMap((one) => [secretFile(one), secretMode(one)]),
];
