import type { Answer } from '../answers.ts';
import { type Attempt, endedEarly, errorOf, type Reading } from '../attempt.ts';
import { lowestError } from '../layout.ts';
import { also, compute, data, here, into, must, type Step, slot, text, words } from '../step.ts';
import { mostTried, type Subject } from '../subject.ts';

const child = (step: number): Step => ({ ...into(step, also('clone', 17, 0, 0, 0, 0)), stopOnError: true });
const unclear = (says: string): Reading => ({ state: 'unclear', says });

/** Where a control group says how many processes it may have: version 2, then 1. */
const [ofGroup, ofGroupBefore] = ['/sys/fs/cgroup/pids.max', '/sys/fs/cgroup/pids/pids.max'];
const longestNumber = 24;

/** As many sleeping processes as may be, and one more. All of them end with the attempt. */
const processes = (limit: number, byDefault: boolean): Attempt => ({
  id: 'processes',
  control: 'pids-limit',
  layer: 'limit',
  tries: `start more than ${limit} processes`,
  call: 'clone',
  patience: 10_000,
  weighs: true,
  steps: [
    ...emptied(0, longestNumber),
    into(3, also('openat', here, text(ofGroup), 0)),
    compute('ifBelow', slot(3), lowestError, { steps: 2 }),
    into(3, also('openat', here, text(ofGroupBefore), 0)),
    also('read', slot(3), data(), longestNumber),
    compute('emit', longestNumber),
    child(0),
    compute('ifEqual', slot(0), 0, { steps: 5 }),
    into(1, compute('add', slot(1), 1)),
    compute('note', slot(1)),
    compute('ifBelow', slot(1), limit + 1, { steps: -4 }),
    compute('end'),
    also('nanosleep', words(10, 0), 0),
  ],
  reads(answer) {
    const early = outOfMemory(answer) ? groupSays(answer, limit) : endedEarly(answer, 'clone');
    if (early !== undefined) return early;
    const error = errorOf(answer);
    if (error === 'EAGAIN') return { state: 'blocked', says: `after ${answer.note} more processes clone answers EAGAIN` };
    if (error !== undefined) return unclear(`clone answers ${error}`);
    const says = `${answer.note} more processes were started`;
    const limitHere = byDefault ? groupLimit(answer) : undefined;
    if (limitHere === undefined) return { state: 'open', says };
    return { state: 'blocked', says: `${says}, and pids.max of its control group is ${limitHere}: the engine is set to that` };
  },
});

/** Undefined: there is none, or it is not told. */
const groupLimit = ({ data: read }: Answer): string | undefined => /^\d+/.exec(new TextDecoder('latin1').decode(read))?.[0];

/** The memory limit was met before the limit of processes. */
const outOfMemory = (answer: Answer): boolean =>
  errorOf(answer) === 'ENOMEM' || (typeof answer.ended === 'object' && 'signal' in answer.ended && answer.ended.signal === 9);

/** What the control group says of itself, where it could not be tried. */
function groupSays(answer: Answer, limit: number): Reading {
  const found = groupLimit(answer);
  const before = `memory ran out after ${answer.note} more processes`;
  if (found === undefined) return unclear(before);
  const says = `pids.max is ${found} (${before})`;
  return { state: Number(found) <= limit ? 'blocked' : 'open', says };
}

const slack = 16 * 1024 * 1024;
const page = 4096;

/** Writes to one page after the other. */
const memory = (limit: number): Attempt => ({
  id: 'memory',
  control: 'memory-limit',
  layer: 'limit',
  tries: `use more than ${limit} bytes of memory`,
  call: 'mmap',
  patience: 20_000,
  weighs: true,
  steps: [
    into(0, must('mmap', 0, limit + slack, 3, 0x22, -1, 0)),
    into(1, compute('add', slot(0), 0)),
    into(2, compute('add', slot(0), limit + slack)),
    compute('store', slot(1), 1),
    into(1, compute('add', slot(1), page)),
    compute('ifBelow', slot(1), slot(2), { steps: -2 }),
  ],
  reads(answer) {
    if (answer.ended !== 'not started' && 'signal' in answer.ended && answer.ended.signal === 9)
      return { state: 'blocked', says: `a process that used more than ${limit} bytes was killed` };
    const early = endedEarly(answer, 'mmap');
    if (early !== undefined) return early;
    const error = errorOf(answer);
    if (error === 'ENOMEM') return { state: 'blocked', says: 'mmap answers ENOMEM' };
    return error === undefined ? { state: 'open', says: `${limit + slack} bytes were used` } : unclear(`mmap answers ${error}`);
  },
});

const openFiles = (limit: number): Attempt => ({
  id: 'open files',
  control: 'ulimits',
  layer: 'limit',
  tries: `open more than ${limit} files`,
  call: 'dup',
  patience: 5000,
  steps: [
    { ...also('dup', 1), stopOnError: true },
    into(1, compute('add', slot(1), 1)),
    compute('note', slot(1)),
    compute('ifBelow', slot(1), limit + 1, { steps: -3 }),
  ],
  reads(answer) {
    const early = endedEarly(answer, 'dup');
    if (early !== undefined) return early;
    const error = errorOf(answer);
    if (error === 'EMFILE') return { state: 'blocked', says: `after ${answer.note} more files dup answers EMFILE` };
    return error === undefined ? { state: 'open', says: `${answer.note} more files were opened` } : unclear(`dup answers ${error}`);
  },
});

/** Milliseconds for which processors are kept busy: two periods in which a quota is handed out. */
const busy = 200;
const ofChildren = -1;
/** Bytes of struct rusage that are looked at, of the control group's statistics behind them, and of its quota behind these. */
const [usage, statistics, quota, period] = [32, 512, 64, 32];
/** Where a control group says its quota and period: both in one file in version 2. */
const quotaFiles = ['/sys/fs/cgroup/cpu.max', '/sys/fs/cgroup/cpu/cpu.cfs_quota_us', '/sys/fs/cgroup/cpu/cpu.cfs_period_us'] as const;

/** What an earlier attempt left in the data would be taken for the end of a shorter text. Multiples of 8 bytes. */
const emptied = (start: number, end: number): readonly Step[] => [
  into(3, compute('add', data(start), 0)),
  into(4, compute('add', data(end), 0)),
  compute('store', slot(3), 0),
  into(3, compute('add', slot(3), 8)),
  compute('ifBelow', slot(3), slot(4), { steps: -2 }),
];

/** One process more than the limit has processors, each of which turns until its timer ends it; then the time that they got is asked for. */
const processors = (limit: number): Attempt => ({
  id: 'processor time',
  control: 'cpu-limit',
  layer: 'limit',
  tries: `use more than ${limit} processors`,
  call: 'getrusage',
  patience: 5000,
  weighs: true,
  steps: [
    child(0),
    compute('ifEqual', slot(0), 0, { steps: 19 + emptied(0, 0).length }),
    into(1, compute('add', slot(1), 1)),
    compute('ifBelow', slot(1), Math.ceil(limit) + 1, { steps: -3 }),
    also('wait4', -1, 0, 0, 0),
    into(2, compute('add', slot(2), 1)),
    compute('ifBelow', slot(2), slot(1), { steps: -2 }),
    ...emptied(usage, usage + statistics + quota + period),
    must('getrusage', ofChildren, data()),
    into(3, also('openat', here, text('/sys/fs/cgroup/cpu.stat'), 0)),
    compute('ifBelow', slot(3), lowestError, { steps: 2 }),
    into(3, also('openat', here, text('/sys/fs/cgroup/cpu/cpu.stat'), 0)),
    also('read', slot(3), data(usage), statistics),
    ...quotaFiles.flatMap((path, index) => [
      into(3, also('openat', here, text(path), 0)),
      also('read', slot(3), data(usage + statistics + (index === 2 ? quota : 0)), index === 2 ? period : quota),
    ]),
    compute('emit', usage + statistics + quota + period),
    compute('end'),
    also('setitimer', 0, words(0, 0, 0, busy * 1000), 0),
    compute('add', 0, 0),
    compute('ifEqual', 0, 0, { steps: -1 }),
  ],
  reads: (answer) => readsTime(answer, limit),
});

function readsTime(answer: Answer, limit: number): Reading {
  const early = endedEarly(answer, 'getrusage');
  if (early !== undefined) return early;
  if (answer.data.length < usage) return unclear(`it was not measured (${errorOf(answer) ?? 'no answer'})`);
  const view = new DataView(answer.data.buffer, answer.data.byteOffset, answer.data.byteLength);
  const [seconds, micros, kernelSeconds, kernelMicros] = [0, 8, 16, 24].map((at) => Number(view.getBigInt64(at, true))) as [
    number,
    number,
    number,
    number,
  ];
  const share = (seconds + kernelSeconds + (micros + kernelMicros) / 1e6) / (busy / 1000);
  const used = `${Math.ceil(limit) + 1} busy processes got ${share.toFixed(2)} processors`;
  const said = new TextDecoder('latin1').decode(answer.data.subarray(usage));
  const throttled = Number(/^nr_throttled (\d+)/m.exec(said.slice(0, statistics))?.[1] ?? 0);
  const held = throttled === 0 ? used : `${used}, and were held back ${throttled} times`;
  const allowed = quotaIn(said.slice(statistics));
  // What the control group says decides where a busy machine, or the period that lies across the start, hides it.
  if (allowed !== undefined && allowed <= limit * 1.01)
    return { state: 'blocked', says: throttled > 0 ? held : `${used}, and the control group has a quota of ${allowed}` };
  if (share > limit * 1.3 + 0.1) return { state: 'open', says: used };
  if (/^(?:-1|max)\b/.test(said.slice(statistics))) return { state: 'open', says: `${used}, and the control group has no quota` };
  return throttled > 0 && allowed === undefined
    ? { state: 'blocked', says: held }
    : unclear(`${used}, and nothing tells a limit from a busy machine`);
}

/** Processors that a control group allows; undefined: it does not say, or sets no limit. */
function quotaIn(text: string): number | undefined {
  const [, micros, sameLine] = /^(\d+)(?:[ \n]+(\d+))?/.exec(text) ?? [];
  const each = sameLine ?? /^\d+/.exec(text.slice(quota))?.[0];
  return micros === undefined || each === undefined || Number(each) === 0 ? undefined : Number(micros) / Number(each);
}

const within = <T>(limit: number | undefined, most: number, make: (limit: number) => T): readonly T[] =>
  limit === undefined || limit <= 0 || limit > most ? [] : [make(limit)];

/** The last ones of a program: they weigh on the container, and one that kills more than it should ends the run. */
export const limitAttempts = ({ pids, pidsByDefault, memory: bytes, cpus, openFiles: files }: Subject): readonly Attempt[] => [
  ...within(files, mostTried.openFiles, openFiles),
  ...within(cpus, mostTried.cpus, processors),
  ...within(pids, mostTried.pids, (limit) => processes(limit, pidsByDefault === true)),
  ...within(bytes, mostTried.memory, memory),
];
