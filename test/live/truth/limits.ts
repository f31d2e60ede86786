import type { Configuration } from './words.ts';

/**
 * Sources: moby v20.10 daemon/daemon_unix.go getMemoryResources, getCPUResources, getPidsLimit, getUnixLimits; podman v4.3 pkg/specgen/generate; what is too
 * much to be tried: mostTried of the product.
 */
export const limits: readonly Configuration[] = [
  { flags: '--memory 32m --memory-swap 32m', flips: { 'memory-limit': 'holds' } },
  { flags: '--memory 32m', flips: { 'memory-limit': 'holds' } },
  { flags: '--memory 4g', flips: { 'memory-limit': 'holds' } },
  { flags: '--pids-limit 30', flips: { 'pids-limit': 'holds' } },
  { flags: '--pids-limit -1', flips: { 'pids-limit': 'fails' } },
  { flags: '--cpus 0.5', flips: { 'cpu-limit': 'holds' } },
  { flags: '--cpu-period 50000 --cpu-quota 25000', flips: { 'cpu-limit': 'holds' } },
  { flags: '--cpuset-cpus 0', flips: { 'cpu-limit': 'holds' } },
  // An option of its own takes away those of containers.conf: Podman then asks for more than a guest of a virtual machine may have.
  {
    flags: { docker: '--ulimit core=0:0', podman: '--ulimit core=0:0 --ulimit nofile=1024:1024 --ulimit nproc=32768:32768' },
    flips: { ulimits: 'holds' },
  },
  // Core dumps stay as large as the disk.
  { flags: '--ulimit nofile=64:64 --ulimit nproc=32768:32768', flips: {} },
  { flags: '--ulimit core=0:0 --ulimit nofile=64:64 --ulimit nproc=32768:32768', flips: { ulimits: 'holds' } },
  { flags: '--oom-score-adj 500', flips: {} },
  { flags: '--shm-size 1m', flips: {} },
];
