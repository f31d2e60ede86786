import { cpuPeriod as period } from '../../facts/cgroup.ts';
import { byDefault, type DeviceRate, type Field, type Rlimit, written } from '../../model/index.ts';
import { byteSize } from '../../text/docker-syntax/index.ts';
import { reasonFor } from '../../text/shell/index.ts';
import { comesFrom, type Draft, type Effect, type Option, readField, textField } from '../draft.ts';
import { cut, integer } from './values.ts';

/** Bytes; 0 means no limit for both engines. */
const limit = (text: string): number | undefined => {
  const size = text === '-1' ? -1 : byteSize(text);
  return size === 0 ? -1 : size;
};

const memoryField =
  (key: 'limit' | 'reservation'): Effect =>
  (draft, option) => {
    const field = readField(draft, option, option.value, limit);
    if (field !== undefined) draft.memory[key] = field;
  };

export const memory = memoryField('limit');
export const memoryReservation = memoryField('reservation');

/** Memory plus swap; 0 leaves it to the engine. */
export const memorySwap: Effect = (draft, option) => {
  const field = readField(draft, option, option.value, (text) => (text === '-1' ? -1 : byteSize(text)));
  if (field?.state === 'written' && field.value === 0) delete draft.memory.swap;
  else if (field !== undefined) draft.memory.swap = field;
};

/** --cpus 0.5: half of each period. 0 means no limit. */
export const cpus: Effect = (draft, option) => {
  const quota = readField(draft, option, option.value, (text) =>
    /^(\d{1,6}(\.\d{0,9})?|\.\d{1,9})$/.test(text) ? Math.round(Number(text) * period) || -1 : undefined,
  );
  if (quota === undefined) return;
  draft.cpu.quota = quota;
  draft.cpu.period = quota.state === 'unknown' ? quota : written(period, option.origin);
};

export const cpuQuota: Effect = (draft, option) => {
  const field = readField(draft, option, option.value, integer);
  if (field !== undefined) draft.cpu.quota = field.state === 'written' && field.value <= 0 ? written(-1, option.origin) : field;
};

/** A number of which 0 means the engine's own. */
const number =
  (set: (draft: Draft, field: Field<number>) => void): Effect =>
  (draft, option) => {
    const field = readField(draft, option, option.value, integer);
    if (field !== undefined && !(field.state === 'written' && field.value === 0)) set(draft, field);
  };

export const cpuPeriod = number((draft, field) => {
  draft.cpu.period = field;
});
export const cpuShares = number((draft, field) => {
  draft.cpu.shares = field;
});
export const blkioWeight = number((draft, field) => {
  draft.limits.weight = field;
});

/** 0 and less: as many as the host allows. */
export const pidsLimit: Effect = (draft, option) => {
  const field = readField(draft, option, option.value, integer);
  if (field !== undefined) draft.limits.pids = field.state === 'written' && field.value <= 0 ? written(-1, option.origin) : field;
};

export const oomScoreAdj: Effect = (draft, option) => {
  const field = readField(draft, option, option.value, integer);
  if (field !== undefined) draft.process.oomScoreAdj = field;
};

/** --device-read-bps /dev/sda:1mb and its sisters. */
export const throttle =
  (of: DeviceRate['of']): Effect =>
  (draft, option) => {
    const field = readField(draft, option, option.value, (text): DeviceRate | undefined => {
      const [device, speed = ''] = cut(text, ':');
      const rate = of.endsWith('bytes') ? byteSize(speed) : integer(speed);
      return rate === undefined || !device.startsWith('/dev/') ? undefined : { of, device, rate };
    });
    if (field !== undefined) draft.lists.throttle.push(field);
  };

/** --ulimit TYPE=SOFT[:HARD]. Podman's word host takes those of the caller: nothing is set. */
export const ulimit: Effect = (draft, option) => {
  if (option.value === 'host' && draft.engine === 'podman') return;
  const [name, limits = ''] = cut(option.value, '=');
  const [soft = '', hard = soft, ...more] = limits.split(':');
  const type = name.toLowerCase().replace(/^rlimit_/, '');
  const softField = readField(draft, option, soft, integer);
  const hardField = softField && readField(draft, option, hard, integer);
  if (softField === undefined || hardField === undefined || more.length > 0 || reasonFor(type) !== undefined) return;
  const entry: Rlimit = { type, origin: option.origin, soft: softField, hard: hardField };
  draft.lists.rlimits.set(type, entry);
};

export const sysctl: Effect = (draft, option) => {
  const [name, value] = cut(option.value, '=');
  const from = comesFrom(name);
  if (value === undefined || from !== undefined) {
    const why = from === undefined ? 'is not of the form name=value' : `has a name that comes from ${from}`;
    draft.problem(option.origin, `${option.name} ${why}; it was not read`);
    return;
  }
  const dotted = name.trim().replaceAll('/', '.');
  draft.lists.sysctl.set(dotted, { name: dotted, origin: option.origin, value: textField(value, option.origin) });
};

/** Podman --cgroups disabled: no cgroup, so no limit either, whatever else is written. */
export const cgroups: Effect = (draft, option: Option) => {
  if (option.value === 'disabled') draft.limits.pids ??= byDefault(-1, `${option.name} disabled`, option.origin);
};

/** Podman --cgroup-conf KEY=VALUE writes a file of the cgroup itself (cgroup v2 names). */
export const cgroupConf: Effect = (draft, option) => {
  const [key, value = ''] = cut(option.value, '=');
  const text = value === 'max' ? '-1' : value;
  if (key === 'pids.max') pidsLimit(draft, { ...option, value: text });
  else if (key === 'memory.max') memory(draft, { ...option, value: text });
};
