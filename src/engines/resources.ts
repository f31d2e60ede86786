import { cpuPeriod } from '../facts/cgroup.ts';
import { byDefault, type Field, isUnknown, type Resources, type Rlimit } from '../model/index.ts';
import type { Context } from './context.ts';

const unlimited = -1;

/** Limits: unlimited unless written. Swap is twice the memory (moby adaptContainerSettings, podman LimitToSwap). */
export function resourcesOf({ declared, engine, defaults }: Context): Resources {
  const { memory, cpu, pids, ...others } = declared.linux.resources;
  const { from, facts } = defaults;
  const limit = memory?.limit ?? byDefault(unlimited, engine.kind === 'kubernetes' ? `${from} (a LimitRange may set one)` : from);
  const swap = memory?.swap ?? (engine.kind === 'kubernetes' ? undefined : swapOf(limit, from));
  const pidsLimit = pids?.limit ?? (facts.pids === undefined ? undefined : byDefault(facts.pids, from));
  return {
    ...others,
    memory: {
      ...memory,
      limit,
      ...(swap === undefined ? {} : { swap }),
      ...(engine.kind === 'kubernetes' ? {} : { disableOOMKiller: memory?.disableOOMKiller ?? byDefault(false, from) }),
    },
    cpu: { ...cpu, quota: cpu?.quota ?? byDefault(unlimited, from), period: cpu?.period ?? byDefault(cpuPeriod, from) },
    ...(pidsLimit === undefined ? {} : { pids: { limit: pidsLimit } }),
  };
}

function swapOf(limit: Field<number>, from: string): Field<number> {
  if (isUnknown(limit)) return limit;
  return limit.value > 0 ? byDefault(limit.value * 2, `${from}: twice the memory`) : byDefault(unlimited, from);
}

/** The written ones, then those that the engine sets where nothing is written. */
export function rlimitsOf({ declared, defaults, engine }: Context): readonly Rlimit[] {
  const own = declared.process.rlimits;
  const written = new Set(own.map(({ type }) => type));
  const added = defaults.rlimits.filter(({ type }) => !written.has(type));
  return [
    ...own,
    ...added.map(({ type, soft, hard, by }) => {
      const from =
        engine.rootless && engine.kind === 'podman' ? `${defaults.from}, or the caller's own limit where that is lower` : defaults.from;
      const reason = by === undefined ? from : `${from}: ${by}`;
      return { type, soft: byDefault(soft, reason), hard: byDefault(hard, reason) };
    }),
  ];
}
