import { docker } from './docker.ts';
import { systemMounts } from './mounts.ts';
import type { EngineFacts } from './shape.ts';

/**
 * A node's kubelet with containerd. Capabilities and mounts: containerd v1.6 to v2.3.4 pkg/oci/spec.go (its fourteen are
 * Docker's), with internal/cri/server/container_create.go. Paths: kubernetes pkg/securitycontext/util.go, which the
 * kubelet hands to the runtime. containerd is taken to be 1.6.2 or newer, where nothing is inheritable (CVE-2022-24769).
 */
export const kubernetes: EngineFacts = {
  name: 'Kubernetes',
  versions: [
    '1.20',
    '1.21',
    '1.22',
    '1.23',
    '1.24',
    '1.25',
    '1.26',
    '1.27',
    '1.28',
    '1.29',
    '1.30',
    '1.31',
    '1.32',
    '1.33',
    '1.34',
    '1.35',
  ],
  capabilities: docker.capabilities,
  inheritable: [{ value: false }],
  maskedPaths: [
    { value: '/proc/acpi' },
    { value: '/proc/asound' },
    // kubernetes/kubernetes pull 131018 (1.34.0), pull 132985 (1.33.6).
    { value: '/proc/interrupts', since: ['1.33.6', '1.34.0'] },
    { value: '/proc/kcore' },
    { value: '/proc/keys' },
    { value: '/proc/latency_stats' },
    { value: '/proc/sched_debug' },
    { value: '/proc/scsi' },
    { value: '/proc/timer_list' },
    { value: '/proc/timer_stats' },
    // kubernetes/kubernetes pull 125970.
    { value: '/sys/devices/virtual/powercap', since: ['1.31.0'] },
    { value: '/sys/devices/system/cpu/cpu*/thermal_throttle', since: ['1.33.6', '1.34.0'] },
    { value: '/sys/firmware' },
  ],
  readonlyPaths: docker.readonlyPaths,
  // The kubelet's seccompDefault is false (pkg/kubelet/apis/config, every version).
  seccomp: 'unconfined',
  // The pod's own: container_create.go joins the sandbox's namespaces.
  ipc: [{ value: 'private' }],
  time: [{ value: 'host' }],
  rlimits: [{ value: [] }],
  mounts: systemMounts,
  readonlyRootMounts: [],
  tmpfsOptions: [],
  networkSysctls: {},
};
