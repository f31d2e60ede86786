import { type Attempt, endedEarly, errorOf, oneCall, type Reading } from '../attempt.ts';
import type { Beside } from '../beside.ts';
import { compute, data, here, must, tell, text } from '../step.ts';
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

/** Of a container in which others work a mount may be shared among its own: then only a group that the host has as well counts. */
const propagation = (beside: Beside | undefined): Attempt => ({
  id: 'shared mounts',
  control: 'mount-propagation',
  tries: 'put a mount where the host sees it',
  call: 'read',
  steps: wholeFile('/proc/self/mountinfo'),
  reads(answer): Reading {
    const early = endedEarly(answer, 'read');
    if (early !== undefined) return early;
    const error = errorOf(answer);
    if (error !== undefined) return { state: 'unclear', says: `/proc/self/mountinfo answers ${error}` };
    const found = sharedIn(new TextDecoder('latin1').decode(answer.data));
    const withHost = found.find(({ group }) => beside?.alone === true || beside?.mountGroups.includes(group) === true);
    if (withHost !== undefined) return { state: 'open', says: `what is mounted below ${withHost.point} is passed on to the host` };
    return { state: 'blocked', says: 'no mount passes on to the host what is mounted below it', layer: 'mount' };
  },
});

/** TMPFS_MAGIC, RAMFS_MAGIC. */
const inMemory: ReadonlySet<bigint> = new Set([0x0102_1994n, 0x8584_58f6n]);

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
    if (found === undefined) return { state: 'unclear', says: `statfs of ${path} answers ${errorOf(answer)}` };
    return inMemory.has(found.type)
      ? { state: 'blocked', says: `${path} lies in memory` }
      : { state: 'open', says: `${path} lies on a disk` };
  },
});

export const mountedAttempts = ({ hostPaths = [], secretFiles = [], beside }: Subject): readonly Attempt[] => [
  ...hostPaths.map(hostPath),
  propagation(beside),
  ...secretFiles.map(secretFile),
];
