import { type Attempt, answerIs, endedEarly, errorOf, type Reading, usual } from '../attempt.ts';
import { also, compute, data, here, into, must, text } from '../step.ts';
import type { Subject } from '../subject.ts';
import { type FileSystem, fileSystemIn, statfsSize } from './file-status.ts';
import { executeCopy, readsCopy } from './identity.ts';

type Tmpfs = Subject['tmpfs'][number];

const execute = (subject: Subject, { path }: Tmpfs): Attempt => {
  const steps = executeCopy(subject, path, 0o755, []);
  return {
    id: `execute:${path}`,
    control: 'tmpfs-options',
    layer: 'mount',
    tries: `execute a file that it put into ${path}`,
    call: 'execveat',
    steps,
    reads: (answer) =>
      readsCopy(answer, { steps: steps.length, onRun: () => ({ state: 'open', says: `a program that was put into ${path} runs` }) }),
  };
};

/** A second null device, which does nothing. */
const nullDevice = 0x103;
const character = 0o020600;

const device = ({ path }: Tmpfs): Attempt => {
  const node = text(`${path}/.bulkhead-probe-node`);
  return {
    id: `device node:${path}`,
    control: 'tmpfs-options',
    tries: `use a device node that it made in ${path}`,
    call: 'openat',
    steps: [
      must('mknodat', here, node, character, nullDevice),
      into(0, also('openat', here, node, 0x8_0000)),
      also('unlinkat', here, node, 0),
      answerIs(0),
    ],
    reads: (answer) => {
      const error = errorOf(answer);
      if (answer.step === 0 && error !== undefined) return { state: 'blocked', says: `mknodat answers ${error}`, layer: 'capability' };
      return { ...usual('openat')(answer), ...(error === 'EACCES' ? { layer: 'mount' } : {}) };
    },
  };
};

/** Read and not tried: a set-uid program would be there for a moment. */
const setUid = ({ path }: Tmpfs): Attempt => ({
  id: `set-uid:${path}`,
  control: 'tmpfs-options',
  layer: 'mount',
  tries: `gain rights by a set-uid program in ${path}`,
  ...looksAt(path, ({ nosuid }) =>
    nosuid ? { state: 'blocked', says: `${path} is mounted nosuid` } : { state: 'open', says: `${path} is mounted without nosuid` },
  ),
});

/** `bounded`: a limit of memory counts what is put there too. */
const size = ({ path, size: declared }: Tmpfs, bounded: boolean): Attempt => ({
  id: `size:${path}`,
  control: 'tmpfs-size',
  layer: 'mount',
  tries: `fill the machine's memory through ${path}`,
  ...looksAt(path, (found) => {
    if (found.size === 0n) return { state: 'open', says: `${path} has no size` };
    if (declared === undefined)
      return bounded
        ? { state: 'unclear', says: `${path} holds ${found.size} bytes, less what the limit of memory leaves of them` }
        : { state: 'open', says: `${path} holds ${found.size} bytes, as many as this kernel gives who asks for no size` };
    // Sizes are rounded up to pages, of 64 KiB at most.
    return found.size <= BigInt(declared) + 65_536n
      ? { state: 'blocked', says: `${path} holds ${found.size} bytes` }
      : { state: 'open', says: `${path} holds ${found.size} bytes, more than the ${declared} that were asked for` };
  }),
});

/** The file system at a path, as the kernel describes it. */
const looksAt = (path: string, reads: (found: FileSystem) => Reading): Pick<Attempt, 'call' | 'steps' | 'reads'> => ({
  call: 'statfs',
  steps: [must('statfs', text(path), data()), compute('emit', statfsSize)],
  reads(answer) {
    const early = endedEarly(answer, 'statfs');
    if (early !== undefined) return early;
    const found = fileSystemIn(answer);
    return found === undefined ? { state: 'unclear', says: `statfs of ${path} answers ${errorOf(answer)}` } : reads(found);
  },
});

export const tmpfsAttempts = (subject: Subject): readonly Attempt[] =>
  subject.tmpfs.flatMap((one) => [execute(subject, one), device(one), setUid(one), size(one, subject.memoryIsLimited)]);
