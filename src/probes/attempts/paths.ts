import type { Answer } from '../answers.ts';
import { type Attempt, answerIs, endedEarly, errorOf, oneCall, type Reading, usual } from '../attempt.ts';
import { also, compute, data, here, into, must, room, type Step, slot, tell, text } from '../step.ts';
import type { Subject } from '../subject.ts';
import { fileSystemIn, isKernelView, statfsSize } from './file-status.ts';

/** O_WRONLY and O_NONBLOCK | O_CLOEXEC: nothing is ever written, and no open waits. */
const forReading = 0x8_0800;
const forWriting = forReading | 1;
const isFolder = -21;

const statfs = (path: string): readonly Step[] => [must('statfs', text(path), data()), compute('emit', statfsSize)];

/** Is the path covered, and if not, does it give anything away? Folders are listed, files are read one byte of. */
const masked = (path: string): Attempt => ({
  id: `masked:${path}`,
  control: 'masked-paths',
  layer: 'mount',
  tries: `read ${path}`,
  call: 'openat',
  steps: [
    ...statfs(path),
    into(0, must('openat', here, text(path), forReading)),
    into(1, also('read', slot(0), room(), 1)),
    compute('ifEqual', slot(1), isFolder, { steps: 3 }),
    answerIs(1),
    compute('end'),
    tell('getdents64', slot(0), room(), 1024),
  ],
  reads(answer) {
    const early = endedEarly(answer, 'openat');
    if (early !== undefined) return early;
    const found = fileSystemIn(answer);
    if (found === undefined) return errorOf(answer) === 'ENOENT' ? absent(path) : refusedOr(answer, `statfs of ${path}`);
    if (!isKernelView(found)) return { state: 'blocked', says: `${path} is covered` };
    const error = errorOf(answer);
    if (error !== undefined) return { state: 'unclear', says: `${path} is not covered, and reading it answers ${error}` };
    const emptyFolder = 48n;
    const more = answer.step === 7 ? (answer.value ?? 0n) > emptyFolder : (answer.value ?? 0n) > 0n;
    return more ? { state: 'open', says: `${path} is read` } : { state: 'unclear', says: `${path} is not covered, and empty` };
  },
});

const absent = (path: string): Reading => ({ state: 'absent', says: `there is no ${path}` });
const refusedOr = (answer: Answer, what: string): Reading => ({ state: 'unclear', says: `${what} answers ${errorOf(answer)}` });

const mountedReadonly = (id: string, control: string, path: string): Attempt => ({
  id: `${id}:${path}`,
  control,
  layer: 'mount',
  tries: `write below ${path}`,
  call: 'statfs',
  steps: statfs(path),
  reads(answer) {
    const early = endedEarly(answer, 'statfs');
    if (early !== undefined) return early;
    const found = fileSystemIn(answer);
    if (found === undefined) return errorOf(answer) === 'ENOENT' ? absent(path) : refusedOr(answer, `statfs of ${path}`);
    return found.readonly
      ? { state: 'blocked', says: `${path} is mounted read-only` }
      : { state: 'open', says: `${path} is mounted writable` };
  },
});

const openable = (id: string, control: string, tries: string, path: string, flags: number): Attempt =>
  oneCall({ id: `${id}:${path}`, control, tries }, tell('openat', here, text(path), flags), {
    blocked: ['EROFS'],
    absent: ['ENOENT', 'ENOTDIR', 'ENXIO', 'ENODEV'],
  });

/** Settings of the kernel through which a file of the container's choice is run on the host: opened for writing, never written. */
const hostCommands = [
  ...['/proc/sys/kernel/core_pattern', '/proc/sys/kernel/modprobe', '/proc/sys/kernel/hotplug', '/sys/kernel/uevent_helper'],
  '/proc/sys/fs/binfmt_misc/register',
];

/** Settings of the whole machine that every container would feel. */
const hostSettings = ['/proc/sysrq-trigger', '/proc/sys/vm/overcommit_memory', '/proc/sys/kernel/printk', '/proc/sys/fs/file-max'];
const releaseAgents = ['memory', 'rdma', 'pids', 'cpu', 'devices'].map((controller) => `/sys/fs/cgroup/${controller}/release_agent`);

/** struct sockaddr_un. */
const unixAddress = (path: string): { readonly bytes: Uint8Array } => {
  const bytes = new Uint8Array(110);
  bytes[0] = 1;
  bytes.set(new TextEncoder().encode(path).subarray(0, 107), 2);
  return { bytes };
};

const socketAt = (path: string): Attempt => ({
  id: `socket:${path}`,
  control: 'engine-socket',
  tries: `connect to the engine at ${path}`,
  call: 'connect',
  steps: [into(0, must('socket', 1, 0x8_0001, 0)), tell('connect', slot(0), unixAddress(path), 110)],
  // A security module may refuse the socket itself.
  reads: (answer) => usual(answer.step === 0 ? 'socket' : 'connect', { absent: ['ENOENT', 'ENOTDIR', 'ECONNREFUSED'] })(answer),
});

/** The name of a file that is made and taken away again. */
const made = '.bulkhead-probe-file';

const writeRoot: Attempt = {
  id: 'write to the root',
  control: 'read-only-root',
  layer: 'mount',
  tries: 'write to the root file system',
  call: 'openat',
  steps: [
    ...statfs('/'),
    into(0, tell('openat', here, text(`/${made}`), forWriting | 0o300, 0o600)),
    also('unlinkat', here, text(`/${made}`), 0),
  ],
  reads(answer) {
    const early = endedEarly(answer, 'openat');
    if (early !== undefined) return early;
    const root = fileSystemIn(answer);
    if (root?.readonly === true)
      return { state: 'blocked', says: `openat of a new file answers ${errorOf(answer) ?? 'nothing'}, the root is mounted read-only` };
    const error = errorOf(answer);
    const says =
      error === undefined ? 'a new file is made in /' : `openat of a new file answers ${error}, and the root is mounted writable`;
    return { state: root === undefined ? 'unclear' : 'open', says };
  },
};

export const pathAttempts = (subject: Subject): readonly Attempt[] => [
  writeRoot,
  ...subject.maskedPaths.map(masked),
  ...subject.readonlyPaths.map((path) => mountedReadonly('read-only', 'masked-paths', path)),
  ...subject.readonlyMounts.map((path) => mountedReadonly('read-only mount', 'read-only-mounts', path)),
  ...[...hostCommands, ...hostSettings].map((path) => openable('kernel setting', 'masked-paths', `change ${path}`, path, forWriting)),
  ...releaseAgents.map((path) => openable('release agent', 'privileged', `set ${path}`, path, forWriting)),
  ...subject.devices.map((path) => openable('device', 'host-devices', `open the host's ${path}`, path, forReading)),
  ...subject.sockets.map(socketAt),
  openable(
    'token',
    'service-account-token',
    'read the token of the service account',
    '/var/run/secrets/kubernetes.io/serviceaccount/token',
    forReading,
  ),
];
