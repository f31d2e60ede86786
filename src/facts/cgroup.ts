/** Microseconds of one period of the CPU controller. Source: Linux 6.12 Documentation/scheduler/sched-bwc.rst; moby and the kubelet set the same. */
export const cpuPeriod = 100_000;
