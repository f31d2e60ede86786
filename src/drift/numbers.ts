import { sayBytes, sayLimit, sayQuota } from '../engines/describe/say.ts';
import { cpuPeriod } from '../facts/cgroup.ts';
import { type Container, isKnown, knownValue, mapField, type Rlimit } from '../model/index.ts';
import { type Direction, type Drift, differ } from './drift.ts';
import { rateDrifts } from './rates.ts';

/** The kernel cuts a limit of memory to whole pages: the largest that machines for containers have. */
const largestPage = 65_536;

/** A limit: -1 is none. Within `slack` they are the same. */
const byLimit =
  (slack = 0) =>
  (effective: number, observed: number): Direction | undefined => {
    if ((effective < 0 && observed < 0) || (effective >= 0 && observed >= 0 && Math.abs(effective - observed) <= slack)) return undefined;
    return observed < 0 || (effective >= 0 && observed > effective) ? 'weaker' : 'stronger';
  };

export function resourceDrifts(
  { linux: { resources: effective } }: Container,
  { linux: { resources: observed } }: Container,
): readonly Drift[] {
  const path = (name: string): string => `linux.resources.${name}`;
  return [
    ...differ(path('memory.limit'), 'medium', effective.memory?.limit, observed.memory?.limit, byLimit(largestPage), sayBytes),
    ...differ(
      path('memory.reservation'),
      'low',
      effective.memory?.reservation,
      observed.memory?.reservation,
      byLimit(largestPage),
      sayBytes,
    ),
    ...differ(path('memory.swap'), 'low', effective.memory?.swap, observed.memory?.swap, byLimit(2 * largestPage), sayBytes),
    ...differ(
      path('memory.disableOOMKiller'),
      'low',
      effective.memory?.disableOOMKiller,
      observed.memory?.disableOOMKiller,
      (asked, is) => (asked === is ? undefined : is ? 'weaker' : 'stronger'),
      (value) => (value ? 'yes' : 'no'),
    ),
    ...quotaDrift(effective.cpu, observed.cpu),
    ...sharesDrift(effective.cpu, observed.cpu),
    ...differ(
      path('cpu.cpus'),
      'low',
      effective.cpu?.cpus,
      observed.cpu?.cpus,
      (asked, is) => (setOf(asked) === setOf(is) ? undefined : 'different'),
      String,
    ),
    ...differ(path('pids.limit'), 'medium', effective.pids?.limit, observed.pids?.limit, byLimit(), sayLimit),
    ...differ(
      path('blockIO.weight'),
      'low',
      effective.blockIO?.weight,
      observed.blockIO?.weight,
      (asked, is) => (asked <= 0 || asked === is ? undefined : is < 0 ? 'weaker' : 'different'),
      (weight) => (weight < 0 ? 'none' : String(weight)),
    ),
    ...rateDrifts(effective.blockIO, observed.blockIO),
  ];
}

type Cpu = Container['linux']['resources']['cpu'];

/** As a share of a processor: the same share can be written with other periods. */
function quotaDrift(effective: Cpu, observed: Cpu): readonly Drift[] {
  const share = (cpu: Cpu) =>
    cpu?.quota && mapField(cpu.quota, (quota) => (quota < 0 ? -1 : quota / (knownValue(cpu.period) ?? cpuPeriod)));
  return differ('linux.resources.cpu.quota', 'medium', share(effective), share(observed), byLimit(0.001), (value) =>
    value < 0 ? 'unlimited' : sayQuota(Math.round(value * cpuPeriod), cpuPeriod),
  );
}

/** Version 2 has weights, and runtimes turn shares into them by one of two curves: nothing can be said there. */
function sharesDrift(effective: Cpu, observed: Cpu): readonly Drift[] {
  const file = isKnown(observed?.shares) ? (observed.shares.origin?.source.path ?? '') : '';
  if (!file.endsWith('/cpu.shares')) return [];
  return differ(
    'linux.resources.cpu.shares',
    'low',
    effective?.shares,
    observed?.shares,
    (asked, is) => (asked === is ? undefined : 'different'),
    String,
  );
}

/** "0,1" and "0-1" are the same processors; a range that is too long to write out stays as it is. */
function setOf(cpus: string): string {
  const numbers = cpus.split(',').flatMap((part) => {
    const [, first, last] = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(part.trim()) ?? [];
    if (first === undefined) return [part];
    return Array.from({ length: Math.max(0, Number(last ?? first) - Number(first) + 1) }, (_, index) => String(Number(first) + index));
  });
  return [...new Set(numbers)].sort().join(',');
}

/** Only those that somebody wrote: the others are what the engine's own service was started with, which a default can only guess. */
export function limitDrifts({ process: effective }: Container, { process: observed }: Container): readonly Drift[] {
  return effective.rlimits.flatMap((asked: Rlimit) => {
    const is = observed.rlimits.find(({ type }) => type === asked.type);
    if (is === undefined || asked.hard.state !== 'written') return [];
    const path = `process.rlimits[${asked.type}]`;
    return [
      ...differ(`${path}.soft`, 'low', asked.soft, is.soft, byLimit(), sayLimit),
      ...differ(`${path}.hard`, 'low', asked.hard, is.hard, byLimit(), sayLimit),
    ];
  });
}
