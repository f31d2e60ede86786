import { cpuPeriod } from '../../facts/cgroup.ts';
import { type Field, unknown, written } from '../../model/index.ts';
import type { Draft } from '../../options/draft.ts';
import { reasonFor } from '../../text/shell/holes.ts';
import { lastOf, type QuadletUnit, type Value } from './unit.ts';

const units: Readonly<Record<string, number>> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

/**
 * The limits that systemd itself puts on the service. Quadlet runs the container with --cgroups=split, so that it lives in
 * the cgroup of its service, unless it belongs to a pod. Podman's own limit, where one is said, is kept.
 * Source: systemd.resource-control(5); podman-systemd.unit(5) "CgroupsMode".
 */
export function limitByService(draft: Draft, unit: QuadletUnit): void {
  const { memory, cpu } = draft;
  const mode = lastOf(unit, 'CgroupsMode')?.text ?? '';
  if (mode === 'enabled' || lastOf(unit, 'Pod') !== undefined) return;
  const said = (key: string): Value | undefined => lastOf(unit, key, 'Service');
  const max = said('MemoryMax') ?? said('MemoryLimit');
  if (max !== undefined && memory.limit === undefined) memory.limit = sizeOf(max);
  const tasks = said('TasksMax');
  if (tasks !== undefined && draft.limits.pids === undefined) draft.limits.pids = countOf(tasks);
  const quota = said('CPUQuota');
  if (quota !== undefined && cpu.quota === undefined) Object.assign(cpu, quotaOf(quota));
  const weight = said('IOWeight');
  if (weight !== undefined && draft.limits.weight === undefined && /^\d{1,5}$/.test(weight.text))
    draft.limits.weight = written(Number(weight.text), weight.origin);
}

function sizeOf({ text, origin }: Value): Field<number> {
  if (text === 'infinity') return written(-1, origin);
  const [, digits, unit = ''] = /^(\d{1,15}(?:\.\d{1,9})?)([KMGT]?)$/.exec(text) ?? [];
  if (digits === undefined) return unknown(reasonFor(text) ?? 'the limit is a share of the memory of the host', origin);
  return written(Math.floor(Number(digits) * (units[unit] ?? 1)), origin);
}

function countOf({ text, origin }: Value): Field<number> {
  if (text === 'infinity') return written(-1, origin);
  return /^\d{1,15}$/.test(text)
    ? written(Number(text), origin)
    : unknown(reasonFor(text) ?? 'the limit is a share of what the host allows', origin);
}

/** 20%: a fifth of one processor. */
function quotaOf({ text, origin }: Value): { quota: Field<number>; period: Field<number> } {
  const percent = /^(\d{1,6})(?:\.(\d{1,2}))?%$/.exec(text);
  const quota =
    percent === null
      ? unknown(reasonFor(text) ?? 'CPUQuota= is no percentage', origin)
      : written(Math.round((Number.parseFloat(text) / 100) * cpuPeriod), origin);
  return { quota, period: written(cpuPeriod, origin) };
}
