import { cpuPeriod as period } from '../../../facts/cgroup.ts';
import { byDefault, type Field, written } from '../../../model/index.ts';
import { byteSize } from '../../../text/docker-syntax/index.ts';
import { reasonFor } from '../../../text/shell/holes.ts';
import { type Draft, type Effect, notRead, readField, textField } from '../draft.ts';

const integer = (text: string): number | undefined => (/^[-+]?\d{1,15}$/.test(text) ? Number(text) : undefined);

/** 0 and less: no limit. */
const limited = (value: number | undefined): number | undefined => (value !== undefined && value <= 0 ? -1 : value);

const number =
  (read: (text: string) => number | undefined, set: (draft: Draft, field: Field<number>) => void): Effect =>
  (draft, option) => {
    const field = readField(draft, option, option.value, read);
    if (field !== undefined) set(draft, field);
  };

const bytes = (text: string): number | undefined => limited(text === '-1' ? -1 : byteSize(text));

export const memory = number(bytes, ({ memory }, field) => {
  memory.limit = field;
});
export const memoryReservation = number(bytes, ({ memory }, field) => {
  memory.reservation = field;
});
export const memorySwap = number(bytes, ({ memory }, field) => {
  memory.swap = field;
});
export const pidsLimit = number(
  (text) => limited(integer(text)),
  ({ limits }, field) => {
    limits.pids = field;
  },
);
export const cpuQuota = number(
  (text) => limited(integer(text)),
  ({ cpu }, field) => {
    cpu.quota = field;
  },
);
export const cpuPeriod = number(integer, ({ cpu }, field) => {
  cpu.period = field;
});
export const cpuShares = number(integer, ({ cpu }, field) => {
  cpu.shares = field;
});
export const blkioWeight = number(integer, ({ limits }, field) => {
  limits.weight = field;
});
export const oomScoreAdj = number(integer, ({ process }, field) => {
  process.oomScoreAdj = field;
});

/** --cpus 0.5: half of each period. */
export const cpus: Effect = (draft, option) => {
  const quota = readField(draft, option, option.value, (text) =>
    /^(?:\d{1,6}(?:\.\d{0,9})?|\.\d{1,9})$/.test(text) ? limited(Math.round(Number(text) * period)) : undefined,
  );
  if (quota === undefined) return;
  draft.cpu.quota = quota;
  draft.cpu.period = quota.state === 'unknown' ? quota : written(period, option.origin);
};

export const cpusetCpus: Effect = ({ cpu }, { value, origin }) => {
  cpu.cpus = textField(value, origin);
};

/** /dev/sda:1mb */
export const throttle: Effect = (draft, option) => {
  const field = readField(draft, option, option.value, (text) => (/^\/dev\/[^:]+:./.test(text) ? text.replace(':', ' ') : undefined));
  if (field !== undefined) draft.lists.throttle.push(field);
};

/** TYPE=SOFT[:HARD]; the word host takes those of the caller: nothing is set. */
export const ulimit: Effect = (draft, option) => {
  if (option.value === 'host') return;
  const [name = '', limits = ''] = option.value.split('=', 2);
  const [soft = '', hard = soft] = limits.split(':');
  const type = name.toLowerCase().replace(/^rlimit_/, '');
  const softField = readField(draft, option, soft, integer);
  const hardField = softField && readField(draft, option, hard, integer);
  if (softField === undefined || hardField === undefined || reasonFor(type) !== undefined) return;
  draft.lists.rlimits.set(type, { type, origin: option.origin, soft: softField, hard: hardField });
};

export const sysctl: Effect = (draft, option) => {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(option.value) ?? [];
  if (name === undefined || value === undefined || reasonFor(name) !== undefined) {
    notRead(draft, option, `${option.name} is not of the form name=value; it was not read`);
    return;
  }
  const dotted = name.trim().replaceAll('/', '.');
  draft.lists.sysctl.set(dotted, { name: dotted, origin: option.origin, value: textField(value, option.origin) });
};

/** `disabled`: no cgroup of its own, so none of Podman's limits either. */
export const cgroups: Effect = ({ limits }, { name, value, origin }) => {
  if (value === 'disabled') limits.pids ??= byDefault(-1, `${name} disabled`, origin);
};

/** --cgroup-conf KEY=VALUE writes a file of the cgroup itself (cgroup v2 names). */
export const cgroupConf: Effect = (draft, option) => {
  const [key, value = ''] = option.value.split('=', 2);
  const text = value === 'max' ? '-1' : value;
  if (key === 'pids.max') pidsLimit(draft, { ...option, value: text });
  else if (key === 'memory.max') memory(draft, { ...option, value: text });
};
