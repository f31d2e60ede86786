import { type Container, type Field, isKnown, type Severity } from '../../model/index.ts';
import { type Aspect, type Trait, traitOf } from '../trait.ts';

/** -1 is no limit. */
export const limit: Aspect = {
  kind: 'limit',
  counts: true,
  traits({ linux: { resources }, process }) {
    const { memory, cpu, pids } = resources;
    return [
      ...upTo('memory limit', memory?.limit, 'medium', sayBytes),
      ...upTo('memory and swap limit', memory?.swap, 'low', sayBytes),
      ...upTo('process limit', pids?.limit, 'medium', String),
      ...cpuLimit(cpu),
      ...traitOf('OOM killer', memory?.disableOOMKiller, 'medium', (off) => ({ width: off ? 1 : 0, said: off ? 'disabled' : 'enabled' })),
      ...traitOf('OOM score', process.oomScoreAdj, 'low', (score) => ({ width: -score, said: String(score) })),
      ...process.rlimits.flatMap(({ type, hard }) => upTo(`ulimit ${type}`, hard, 'low', String)),
    ];
  },
};

function upTo(key: string, field: Field<number> | undefined, severity: Severity, say: (value: number) => string): Trait[] {
  return traitOf(key, field, severity, (value) => ({
    width: value < 0 ? Number.POSITIVE_INFINITY : value,
    said: value < 0 ? 'none' : say(value),
    // Higher is no more than a little wider; none at all is the fault.
    ...(value < 0 ? {} : { severity: 'low' as const }),
  }));
}

/** Microseconds; the kernel's own period (Documentation/admin-guide/cgroup-v2.rst). */
const usualPeriod = 100_000;

function cpuLimit(cpu: Container['linux']['resources']['cpu']): Trait[] {
  const period = cpu?.period;
  if (period !== undefined && !isKnown(period)) return traitOf('processor limit', period, 'low', () => ({ width: 0, said: '' }));
  const whole = period?.value ?? usualPeriod;
  return traitOf('processor limit', cpu?.quota, 'low', (quota) => ({
    width: quota < 0 ? Number.POSITIVE_INFINITY : quota / whole,
    said: quota < 0 ? 'none' : `${Number((quota / whole).toFixed(3))} processors`,
  }));
}

function sayBytes(bytes: number): string {
  for (const [index, unit] of ['GiB', 'MiB', 'KiB'].entries()) {
    const size = 1024 ** (3 - index);
    if (bytes >= size && bytes % size === 0) return `${bytes / size} ${unit}`;
  }
  return `${bytes} bytes`;
}
