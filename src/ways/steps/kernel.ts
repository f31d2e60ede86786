import { isKnown, isUnknown, knownValue } from '../../model/index.ts';
import { type Draft, draft, type Told } from '../build.ts';
import { doubt, type Gap, gap } from '../grounds.ts';
import { ability, capability, host, root, secret } from '../holds.ts';
import type { Inmate } from '../inmate.ts';
import { hostNamespace, hostPowers, lsmLets, seccompLets } from '../walls.ts';
import { capabilitySteps, holds, mayHold } from './inside.ts';

/** A capability that leads to the host by the kernel alone. */
interface Power {
  readonly capability: string;
  readonly steps: (inmate: Inmate) => readonly Draft[];
}

const gapsFor = (inmate: Inmate, doors: readonly string[], what: string): readonly Gap[] => [
  seccompLets(inmate, doors, what),
  ...hostPowers(inmate),
];

/** Settings of the kernel and files of the host are root's: an ordinary user with the capability has to become root first. */
const asRoot = ({ root: is, ambient }: Inmate, which: string): Pick<Told, 'certainty' | 'because'> =>
  is === 'no' && ambient.has(which) ? { certainty: 'perhaps', because: 'it runs as an ordinary user, who has to become root first' } : {};

const mounts = ['mount', 'fsmount'];

/** CAP_SYS_ADMIN: mounts, and what a mount opens. */
function mountSteps(inmate: Inmate): readonly Draft[] {
  const { container } = inmate;
  const mounting = ability(container, 'mount', 'mounting');
  const able = draft(inmate, {
    from: capability(container, 'CAP_SYS_ADMIN'),
    to: mounting,
    kind: 'mount',
    gaps: [...gapsFor(inmate, mounts, 'mount'), lsmLets(inmate, 'mount')],
    trial: 'mount',
  });
  if (able.length === 0) return [];
  const toHost = { from: mounting, to: host, ...asRoot(inmate, 'CAP_SYS_ADMIN') };
  return [
    ...able,
    ...draft(inmate, { ...toHost, kind: 'fresh-procfs', gaps: [lsmLets(inmate, 'core_pattern'), ...hostPowers(inmate)] }),
    ...draft(inmate, { ...toHost, kind: 'release-agent', gaps: [cgroupGap(inmate), ...hostPowers(inmate)] }),
    ...container.mounts.flatMap(({ propagation, destination }) => {
      if (!['shared', 'rshared'].includes(knownValue(propagation) ?? '')) return [];
      const place = knownValue(destination) ?? 'it';
      return draft(inmate, {
        ...toHost,
        kind: 'mount-propagation',
        what: `mounts below ${place}, and the host sees it`,
        gaps: [gap(inmate, `what is mounted below ${place} appears on the host`, propagation, 'mount-propagation'), ...hostPowers(inmate)],
        trial: 'shared mounts',
        certainty: 'perhaps',
        because: 'what the host does with what lies there is not known',
      });
    }),
  ];
}

/** A private one by the engine's default is private only where the host runs cgroup v2. */
function cgroupGap(inmate: Inmate): Gap {
  const { cgroup } = inmate.container.linux.namespaces;
  const control = 'host-cgroup-namespace';
  const tried = inmate.tried('host cgroups');
  if (tried === undefined && (cgroup === undefined || (cgroup.state === 'default' && knownValue(cgroup)?.mode === 'private')))
    return doubt(
      inmate,
      "its cgroup namespace is the engine's choice",
      'on a host with cgroup v1 the engine shares the one of the host',
      cgroup,
      control,
    );
  return hostNamespace(inmate, 'cgroup');
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
  return draft(inmate, {
    from: root(container),
    to: host,
    kind: 'core-pattern',
    gaps: [writableSettings(inmate), lsmLets(inmate, 'core_pattern'), ...hostPowers(inmate)],
    trial: 'core_pattern',
  });
}

function writableSettings(inmate: Inmate): Gap {
  const { readonlyPaths: field, unmask } = inmate.container.linux;
  if (isUnknown(field)) return doubt(inmate, 'whether /proc/sys is writable is not known', field.because, field, 'masked-paths');
  if (!isKnown(field) || field.value.some((path) => path === '/proc/sys' || path === '/proc')) return 'shut';
  return gap(inmate, '/proc/sys is writable', unmask?.[0] ?? field, 'masked-paths');
}
