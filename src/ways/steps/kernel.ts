import { isKnown, isUnknown, knownValue } from '../../model/index.ts';
import { type Draft, draft } from '../build.ts';
import { doubt, type Gap, gap } from '../grounds.ts';
import { capability, host, root, secret } from '../holds.ts';
import type { Inmate } from '../inmate.ts';
import { lsmLets } from '../lsm.ts';
import { hostNamespace, hostPowers } from '../walls.ts';
import { capabilitySteps, holds, mayHold } from './inside.ts';
import { asRoot, gapsFor, mountSteps } from './mounting.ts';

/** A capability that leads to the host by the kernel alone. */
interface Power {
  readonly capability: string;
  readonly steps: (inmate: Inmate) => readonly Draft[];
}

const kernelMemory = (inmate: Inmate) => secret(inmate.container, 'kernel-memory', "the memory of the host's kernel");

function bpfSteps(inmate: Inmate): readonly Draft[] {
  const { container } = inmate;
  const gaps = gapsFor(inmate, ['bpf'], 'load BPF programs');
  const from = capability(container, 'CAP_SYS_ADMIN');
  return [
    ...draft(inmate, { from, to: host, kind: 'bpf-write', gaps, trial: 'bpf' }),
    ...draft(inmate, { from, to: kernelMemory(inmate), kind: 'bpf-read', gaps, trial: 'bpf' }),
  ];
}

function tracingSteps(inmate: Inmate): readonly Draft[] {
  const { container, bounding, ambient } = inmate;
  const perfmon = ambient.get('CAP_PERFMON') ?? bounding.get('CAP_PERFMON');
  if (perfmon === undefined) return [];
  const gaps = [holds(inmate, 'CAP_PERFMON', perfmon), ...gapsFor(inmate, ['bpf'], 'load BPF programs')];
  return draft(inmate, { from: capability(container, 'CAP_BPF'), to: kernelMemory(inmate), kind: 'bpf-read', gaps, trial: 'bpf' });
}

const perfSteps = (inmate: Inmate): readonly Draft[] =>
  draft(inmate, {
    from: capability(inmate.container, 'CAP_PERFMON'),
    to: secret(inmate.container, 'process-memory', "the memory of the host's processes"),
    kind: 'perf-read',
    gaps: gapsFor(inmate, ['perf_event_open'], 'open performance events'),
    trial: 'performance events',
    certainty: 'perhaps',
    because: 'what happens to be sampled is not known',
  });

function handleSteps(inmate: Inmate): readonly Draft[] {
  const { container } = inmate;
  const from = capability(container, 'CAP_DAC_READ_SEARCH');
  const gaps = [...gapsFor(inmate, ['open_by_handle_at'], 'open files by handle'), ...diskGap(inmate)];
  const common = { from, gaps, trial: 'file handles' } as const;
  return [
    ...draft(inmate, { ...common, to: secret(container, 'host-files', 'every file of the host'), kind: 'file-handle-read' }),
    ...draft(inmate, { ...common, to: host, kind: 'file-handle-write', ...asRoot(inmate, 'CAP_DAC_READ_SEARCH') }),
  ];
}

/** A handle is opened beside a file of the same file system; what Podman itself mounts lies in memory (/run). */
function diskGap(inmate: Inmate): readonly Gap[] {
  const { engine, mounts: own } = inmate.container;
  const onDisk = own.some(({ type }) => ['bind', 'volume', 'claim'].includes(knownValue(type) ?? ''));
  if (engine === 'docker' || engine === 'kubernetes' || onDisk) return [];
  return [doubt(inmate, "it sees no file of the host's disk that is known", 'what it mounts itself may lie in memory')];
}

function moduleSteps(inmate: Inmate): readonly Draft[] {
  const gaps = gapsFor(inmate, ['init_module', 'finit_module'], 'load modules');
  return draft(inmate, { from: capability(inmate.container, 'CAP_SYS_MODULE'), to: host, kind: 'kernel-module', gaps });
}

function rawSteps(inmate: Inmate): readonly Draft[] {
  const { container } = inmate;
  const from = capability(container, 'CAP_SYS_RAWIO');
  return [
    ...draft(inmate, {
      from,
      to: host,
      kind: 'raw-io',
      gaps: gapsFor(inmate, ['iopl', 'ioperm'], 'use I/O ports'),
      trial: 'I/O ports',
      certainty: 'perhaps',
      because: 'it takes an x86 processor and hardware that answers, and a kernel that is not locked down',
    }),
    ...draft(inmate, {
      from,
      to: kernelMemory(inmate),
      kind: 'kcore',
      gaps: [notMasked(inmate, '/proc/kcore'), ...hostPowers(inmate)],
      trial: 'kcore',
    }),
  ];
}

function notMasked(inmate: Inmate, path: string): Gap {
  const { maskedPaths: field, unmask } = inmate.container.linux;
  if (isUnknown(field)) return doubt(inmate, `whether ${path} is masked is not known`, field.because, field, 'masked-paths');
  if (!isKnown(field) || field.value.includes(path)) return 'shut';
  return gap(inmate, `${path} is not masked`, unmask?.[0] ?? field, 'masked-paths');
}

const bootSteps = (inmate: Inmate): readonly Draft[] =>
  draft(inmate, {
    from: capability(inmate.container, 'CAP_SYS_BOOT'),
    to: host,
    kind: 'kexec',
    gaps: [hostNamespace(inmate, 'pid'), ...gapsFor(inmate, ['kexec_load', 'kexec_file_load'], 'load another kernel')],
  });

const powers: readonly Power[] = [
  { capability: 'CAP_SYS_ADMIN', steps: (inmate) => [...mountSteps(inmate), ...bpfSteps(inmate)] },
  { capability: 'CAP_SYS_MODULE', steps: moduleSteps },
  { capability: 'CAP_SYS_RAWIO', steps: rawSteps },
  { capability: 'CAP_DAC_READ_SEARCH', steps: handleSteps },
  { capability: 'CAP_BPF', steps: tracingSteps },
  { capability: 'CAP_PERFMON', steps: perfSteps },
  { capability: 'CAP_SYS_BOOT', steps: bootSteps },
];

/** What capabilities of the kernel's first user namespace open; one that opens nothing is not listed. */
export const powerSteps = (inmate: Inmate): readonly Draft[] =>
  powers.flatMap(({ capability: which, steps }) => {
    if (!mayHold(inmate, which)) return [];
    const onward = steps(inmate);
    return onward.length === 0 ? [] : [...capabilitySteps(inmate, which), ...onward];
  });

/** Settings of the kernel that a container may write. */
export function settingSteps(inmate: Inmate): readonly Draft[] {
  const { container } = inmate;
  const writable = writableSettings(inmate);
  if (writable === 'shut') return [];
  return draft(inmate, {
    from: root(container),
    to: host,
    kind: 'core-pattern',
    gaps: [writable, lsmLets(inmate, 'core_pattern'), ...hostPowers(inmate)],
    trial: 'core_pattern',
  });
}

function writableSettings(inmate: Inmate): Gap {
  const { readonlyPaths: field, unmask } = inmate.container.linux;
  if (isUnknown(field)) return doubt(inmate, 'whether /proc/sys is writable is not known', field.because, field, 'masked-paths');
  if (!isKnown(field) || field.value.some((path) => path === '/proc/sys' || path === '/proc')) return 'shut';
  return gap(inmate, '/proc/sys is writable', unmask?.[0] ?? field, 'masked-paths');
}
