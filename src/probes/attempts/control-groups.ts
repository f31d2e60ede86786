import type { Answer } from '../answers.ts';
import { type Attempt, answerIs, endedEarly, errorOf, type Reading } from '../attempt.ts';
import { lowestError } from '../layout.ts';
import { also, compute, data, here, into, must, type Step, slot, text } from '../step.ts';
import { mostTried, type Subject } from '../subject.ts';
import { type AskedRate, missingRate, olderRateFiles } from './disk-rates.ts';

/** Of each file so much is read. */
const room = 256;

interface Setting {
  readonly control: string;
  readonly tries: string;
  /** Below /sys/fs/cgroup: of version 2 and of version 1. */
  readonly files: readonly string[];
  /** What is said where none of several files holds a limit. */
  readonly none?: string;
  /** Rates that were asked for: then nothing else counts. */
  readonly asked?: readonly AskedRate[];
  /** Is what a file says a limit? */
  readonly limits: (said: string, file: string) => boolean;
}

/** What is no limit is "max" in version 2, and in version 1 the highest number of pages or -1. */
const unlimited = 2n ** 62n;
const isNumberBelow = (said: string, most: bigint): boolean => /^\d{1,20}$/.test(said) && BigInt(said) < most;

/** Weights that runtimes leave where nobody asks for one. Source: Linux 6.1 block/bfq-cgroup.c, block/blk-iocost.c; version 1: 500 with CFQ. */
const usualWeights = ['0', '100', '500', 'default 100'];

const settings: Readonly<Record<'memory' | 'pids' | 'cpus' | 'io', Setting>> = {
  memory: {
    control: 'memory-limit',
    tries: 'use as much memory as the machine has',
    files: ['memory.max', 'memory/memory.limit_in_bytes'],
    limits: (said) => isNumberBelow(said, unlimited),
  },
  pids: {
    control: 'pids-limit',
    tries: 'start as many processes as the machine can hold',
    files: ['pids.max', 'pids/pids.max'],
    limits: (said) => isNumberBelow(said, unlimited),
  },
  cpus: {
    control: 'cpu-limit',
    tries: 'use every processor of the machine',
    files: ['cpu.max', 'cpu/cpu.cfs_quota_us'],
    limits: (said) => isNumberBelow(said.split(' ')[0] ?? '', unlimited),
  },
  io: {
    control: 'io-limit',
    tries: 'keep the disks of the machine as busy as it likes',
    files: ['io.max', 'io.weight', 'io.bfq.weight', ...olderRateFiles, 'blkio/blkio.bfq.weight', 'blkio/blkio.weight'],
    none: 'its control group has no limit of a disk, and no weight of its own',
    limits: (said, file) => said !== '' && !(file.endsWith('weight') && usualWeights.includes(said.split('\n')[0] ?? '')),
  },
};

/** The length of each file in a word of its own, an error where it cannot be read; behind them what they say. */
const read = (files: readonly string[]): readonly Step[] => [
  ...files.flatMap((file, index) => [
    into(0, also('openat', here, text(`/sys/fs/cgroup/${file}`), 0x8_0000)),
    into(1, compute('add', slot(0), 0)),
    compute('ifBelow', lowestError - 1n, slot(0), { steps: 2 }),
    into(1, also('read', slot(0), data(8 * files.length + room * index), room)),
    compute('store', data(8 * index), slot(1)),
  ]),
  compute('emit', (8 + room) * files.length),
];

/** What the files say that could be read, by their names. */
function saidBy({ files }: Setting, { data: bytes }: Answer): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (bytes.length < (8 + room) * files.length) return found;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const [index, file] of files.entries()) {
    const length = view.getBigInt64(8 * index, true);
    const at = 8 * files.length + room * index;
    if (length >= 0n) found.set(file, new TextDecoder('latin1').decode(bytes.subarray(at, at + Math.min(Number(length), room))).trim());
  }
  return found;
}

const attempt = (setting: Setting): Attempt => ({
  id: `control group:${setting.control}`,
  control: setting.control,
  layer: 'limit',
  tries: setting.tries,
  call: 'read',
  steps: read(setting.files),
  reads(answer): Reading {
    const early = endedEarly(answer, 'read');
    if (early !== undefined) return early;
    const said = saidBy(setting, answer);
    const missing = said.size === 0 ? undefined : missingRate(setting.asked ?? [], said);
    if (missing !== undefined)
      return {
        state: 'open',
        says: `its control group does not hold it to the ${missing.rate} ${missing.of} a second that were asked for`,
      };
    const limit = [...said].find(([file, value]) => setting.limits(value, file));
    if (limit !== undefined) return { state: 'blocked', says: sayOf(limit) };
    const [first] = said;
    if (first === undefined) return { state: 'unclear', says: `no ${setting.files[0]} of its control group can be read in it` };
    return { state: 'open', says: setting.none ?? sayOf(first) };
  },
});

const sayOf = ([file, value]: readonly [string, string]): string =>
  `${file.split('/').at(-1)} of its control group ${value === '' ? 'is empty' : `is ${value.split('\n')[0]}`}`;

/** sched_getaffinity(2) hands back a bit for each processor: enough for 1,024 of them. */
const mask = 128;

const affinity = (most: number): Attempt => ({
  id: 'processors',
  control: 'cpu-limit',
  layer: 'limit',
  tries: `run on more than ${most} processors`,
  call: 'sched_getaffinity',
  steps: [into(0, must('sched_getaffinity', 0, mask, data())), compute('emit', slot(0)), answerIs(0)],
  reads(answer): Reading {
    const early = endedEarly(answer, 'sched_getaffinity');
    if (early !== undefined) return early;
    const error = errorOf(answer);
    if (error !== undefined) return { state: 'unclear', says: `sched_getaffinity answers ${error}` };
    const count = answer.data.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
    return { state: count <= most ? 'blocked' : 'open', says: `it may run on ${count} processors` };
  },
});

const isTried = (limit: number | undefined, most: number): boolean => limit !== undefined && limit > 0 && limit <= most;

/** What nobody limited, or limited so high that it is not tried, is read from the control group. */
export const controlGroupAttempts = ({ memory, pids, cpus, pinned, rates = [] }: Subject): readonly Attempt[] => [
  ...(pinned === undefined ? [] : [affinity(pinned)]),
  ...[
    ...(isTried(memory, mostTried.memory) ? [] : [settings.memory]),
    ...(isTried(pids, mostTried.pids) ? [] : [settings.pids]),
    ...(pinned !== undefined || isTried(cpus, mostTried.cpus) ? [] : [settings.cpus]),
    { ...settings.io, asked: rates },
  ].map(attempt),
];
