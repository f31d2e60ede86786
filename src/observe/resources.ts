import { type BlockIO, byDefault, type Field, isKnown, type Resources, type Unknown, unknown, written } from '../model/index.ts';
import type { Cgroups } from './cgroup.ts';
import { ratesIn } from './rates.ts';
import { byPath, isText, nowhereIn, type Texts, wholeNumber } from './texts.ts';

type Read = (text: string) => number | undefined;

/** The limits that the kernel holds it to: its own group's, or that of a group above where it is tighter. */
export function resourcesOf(texts: Texts, cgroups: Cgroups): Resources {
  const tightest = (controller: string, first: string, second: string, read: Read = bytes): Field<number> | undefined =>
    tightestOf(texts, cgroups.folders(controller), cgroups.version(controller) === 1 ? first : second, read);
  const own = (controller: string, first: string, second: string, read: Read = bytes): Field<number> | undefined => {
    const folders = cgroups.folders(controller);
    if (folders === 'none') return undefined;
    if (!Array.isArray(folders)) return folders as Unknown;
    return fileValue(texts, `${folders[0]}/${cgroups.version(controller) === 1 ? first : second}`, read);
  };
  const limit = tightest('memory', 'memory.limit_in_bytes', 'memory.max');
  const swap =
    cgroups.version('memory') === 1
      ? tightest('memory', 'memory.memsw.limit_in_bytes', '')
      : withSwap(limit, own('memory', '', 'memory.swap.max'));
  const oom = own('memory', 'memory.oom_control', 'none', (text) => (/^oom_kill_disable 1$/m.test(text) ? 1 : 0));
  const reservation = unlessNone(own('memory', 'memory.soft_limit_in_bytes', 'memory.low'));
  const pids = tightest('pids', 'pids.max', 'pids.max');
  return {
    memory: {
      ...set('limit', limit ?? nothing('memory')),
      ...set('reservation', reservation),
      ...set('swap', swap),
      ...set('disableOOMKiller', oom && (oom.state === 'unknown' ? oom : { ...oom, value: oom.value === 1 })),
    },
    cpu: cpuOf(texts, cgroups, own),
    pids: { limit: pids ?? nothing('pids') },
    ...set('blockIO', blockIoOf(texts, cgroups)),
  };
}

const set = <K extends string, V>(key: K, value: V | undefined): { readonly [key in K]?: V } =>
  value === undefined ? {} : ({ [key]: value } as { readonly [key in K]: V });

/** The kernel was built without it, or leaves it off: nobody limits. */
const nothing = (controller: string): Field<number> =>
  byDefault(-1, `the kernel has no ${controller} controller, or hands none down to its group`);

/** "max", and in version 1 the largest number that is left when it is cut to pages. Source: Linux 6.12 mm/memcontrol-v1.c, PAGE_COUNTER_MAX. */
const unlimitedFrom = 2 ** 62;

function bytes(text: string): number | undefined {
  const word = text.trim();
  if (word === 'max' || word === '-1') return -1;
  if (!/^\d{1,20}$/.test(word)) return undefined;
  return Number(word) >= unlimitedFrom ? -1 : Number(word);
}

/** Undefined: there is no such file. The root of a hierarchy has none: it cannot be limited. */
function fileValue(texts: Texts, path: string, read: Read): Field<number> | undefined {
  const text = texts.read(path);
  if (text === undefined) return undefined;
  if (!isText(text)) return text;
  const value = read(text.text);
  const origin = { source: text, start: 0, end: text.text.trimEnd().length };
  return value === undefined ? unknown(`${path} says something that is not understood`, origin) : written(value, origin);
}

function tightestOf(texts: Texts, folders: ReturnType<Cgroups['folders']>, file: string, read: Read): Field<number> | undefined {
  if (folders === 'none') return undefined;
  if (!Array.isArray(folders)) return folders as Unknown;
  const values = folders.flatMap((folder) => fileValue(texts, `${folder}/${file}`, read) ?? []);
  const unread = values.find((value) => value.state === 'unknown');
  const [own] = values;
  if (own === undefined) return noFile(texts, folders, file);
  if (unread !== undefined) return unread;
  return values.reduce((best, value) => (isTighter(value, best) ? value : best), own);
}

const isTighter = (a: Field<number>, b: Field<number>): boolean =>
  isKnown(a) && isKnown(b) && a.value >= 0 && (b.value < 0 || a.value < b.value);

/** In the root group, or where the controller is not handed down, nothing is limited; a folder that is not seen tells nothing. */
function noFile({ door }: Texts, folders: readonly string[], file: string): Field<number> | undefined {
  const [folder] = folders;
  if (folder === undefined || door.look(folder) === undefined)
    return unknown(`its control group ${folder ?? ''} is not seen here`, nowhereIn(folder ?? '/sys/fs/cgroup'));
  // Swap is not accounted on every kernel.
  return file.startsWith('memory.memsw') ? undefined : byPath(folder, -1);
}

const unlessNone = (field: Field<number> | undefined): Field<number> | undefined =>
  isKnown(field) && field.value <= 0 ? undefined : field;

/** Version 2 counts swap alone, the model memory and swap together. */
function withSwap(limit: Field<number> | undefined, swap: Field<number> | undefined): Field<number> | undefined {
  if (!isKnown(limit) || !isKnown(swap)) return swap;
  return { ...swap, value: limit.value < 0 || swap.value < 0 ? -1 : limit.value + swap.value };
}

function cpuOf(
  texts: Texts,
  cgroups: Cgroups,
  own: (controller: string, first: string, second: string, read?: Read) => Field<number> | undefined,
): NonNullable<Resources['cpu']> {
  const first = cgroups.version('cpu') === 1;
  const quota = first ? own('cpu', 'cpu.cfs_quota_us', '') : own('cpu', '', 'cpu.max', (text) => bytes(text.split(' ')[0] ?? ''));
  const period = first
    ? own('cpu', 'cpu.cfs_period_us', '')
    : own('cpu', '', 'cpu.max', (text) => wholeNumber(text.trim().split(' ')[1] ?? ''));
  const shares = first ? own('cpu', 'cpu.shares', '') : own('cpu', '', 'cpu.weight', sharesOf);
  return { ...set('shares', shares), quota: quota ?? nothing('cpu'), ...set('period', period), ...set('cpus', cpusetOf(texts, cgroups)) };
}

/** As runtimes turn shares into a weight, backwards. Source: opencontainers/cgroups v0.0.1 utils.go ConvertCPUSharesToCgroupV2Value; newer ones use another curve. */
function sharesOf(text: string): number | undefined {
  const weight = wholeNumber(text.trim());
  return weight === undefined ? undefined : Math.round(2 + ((weight - 1) * 262_142) / 9999);
}

/** Where it may run on every processor of the machine nothing is set. */
function cpusetOf(texts: Texts, cgroups: Cgroups): Field<string> | undefined {
  const folders = cgroups.folders('cpuset');
  if (!Array.isArray(folders)) return undefined;
  const [folder] = folders as readonly string[];
  const text = texts.read(`${folder}/cpuset.cpus`);
  const all = texts.read('/sys/devices/system/cpu/online');
  if (!isText(text) || text.text.trim() === '' || (isText(all) && all.text.trim() === text.text.trim())) return undefined;
  return written(text.text.trim(), { source: text, start: 0, end: text.text.trimEnd().length });
}

/** Weights of whichever scheduler has them: the file that is there counts. */
const weightFiles = { 1: ['blkio.weight', 'blkio.bfq.weight'], 2: ['io.weight', 'io.bfq.weight'] } as const;

/** The kernel's own weight is 100 (bfq, io.weight) or 500 (the older blkio.weight), which nobody has set. */
const ownWeights: ReadonlySet<number> = new Set([100, 500]);

function blockIoOf(texts: Texts, cgroups: Cgroups): BlockIO | undefined {
  const controller = cgroups.version('blkio') === 1 ? 'blkio' : 'io';
  const version = cgroups.version('blkio');
  const folders = cgroups.folders(controller);
  if (folders === 'none') return undefined;
  if (!Array.isArray(folders)) return { weight: folders as Unknown };
  const [folder] = folders as readonly string[];
  const weights = weightFiles[version].flatMap(
    (file) =>
      fileValue(texts, `${folder}/${file}`, (text) =>
        wholeNumber(
          text
            .trim()
            .replace(/^default /, '')
            .split('\n')[0] ?? '',
        ),
      ) ?? [],
  );
  const weight = weights.find((field) => field.state === 'unknown' || !ownWeights.has(field.value)) ?? weights[0];
  const throttle = folder === undefined ? [] : ratesIn(texts, folder, version);
  const told: Field<number> = weight === undefined ? byDefault(-1, 'the kernel has no weights for block devices') : unlessOwn(weight);
  return { weight: told, ...(throttle.length === 0 ? {} : { throttle }) };
}

/** -1: nothing is set. */
const unlessOwn = (weight: Field<number>): Field<number> =>
  isKnown(weight) && ownWeights.has(weight.value) ? { ...weight, value: -1 } : weight;
