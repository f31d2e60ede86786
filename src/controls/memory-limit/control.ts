import { broken, type Control, held, inapplicable, isUnknown, knownValue, undecided } from '../../model/index.ts';

/** Provisional, in bytes. */
const suggested = 512 * 1024 * 1024;

export const memoryLimit: Control = {
  id: 'memory-limit',
  group: 'resources',
  title: 'The memory of the container is limited',
  stops: 'An intruder, or a leak, cannot take the memory of every other program on the host.',
  why: "Without a limit one container can use all memory, and the kernel then kills whichever process it thinks fit, on the host or in another container. With a limit only the container's own processes are killed. 512 MiB is a guess to start from: watch `docker stats`, `podman stats` or `kubectl top pod` over a busy day and take half as much again. A runtime that sizes itself by the machine (Java before 10, some databases) has to be told of the limit. On Kubernetes a LimitRange of the namespace may set a limit that the manifest does not show; ephemeral containers cannot have one.",
  severity: 'medium',
  gain: 'availability',
  level: 'recommended',
  judges: ['container'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'the number is a guess: too small a limit gets the program killed',
    test: 'Put it under its usual load, look at docker stats, and set twice what it needs',
  },
  references: { cisDocker: ['5.11'], nsaCisa: ['Resource policies'], mitre: ['T1499', 'T1496'] },
  judge(container) {
    if (container.role === 'ephemeral') return inapplicable('Kubernetes allows no resources for an ephemeral container');
    const field = container.linux.resources.memory?.limit;
    if (isUnknown(field)) return undecided(field);
    const limit = knownValue(field);
    if (limit !== undefined && limit > 0) return held(`memory is limited to ${inMebibytes(limit)} MiB`, field);
    return broken('may use as much memory as the host has', field);
  },
  harden: () => [{ set: 'linux.resources.memory.limit', to: suggested }],
};

const inMebibytes = (bytes: number): string => String(Math.round((bytes / 1024 / 1024) * 10) / 10);
