import { cpuPeriod } from '../../facts/cgroup.ts';
import { broken, type Control, held, inapplicable, isUnknown, knownValue, undecided } from '../../model/index.ts';

export const cpuLimit: Control = {
  id: 'cpu-limit',
  group: 'resources',
  title: 'The processor time of the container is limited',
  stops: 'An intruder cannot use every processor of the host, for mining or to starve the rest.',
  why: 'Without a limit a container may keep every processor busy. A quota (or a set of processors) caps it; shares and requests only say who goes first when there is not enough, so they are no limit. A quota that is too small makes the program slow in bursts rather than fail: watch nr_throttled in cpu.stat of its cgroup. One processor is a guess: measure with `docker stats` or `kubectl top pod`. Many teams on Kubernetes set requests and no limit on purpose, to let idle processors be used: that is why this measure is strict.',
  severity: 'low',
  gain: 'availability',
  level: 'strict',
  judges: ['container'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'the number is a guess: too small a share makes it slow, and its health check late',
    test: 'Put it under its usual load and compare with docker stats',
  },
  references: { cisDocker: ['5.12'], nsaCisa: ['Resource policies'], mitre: ['T1496.001', 'T1499'] },
  judge(container) {
    if (container.role === 'ephemeral') return inapplicable('Kubernetes allows no resources for an ephemeral container');
    const { quota, period, cpus } = container.linux.resources.cpu ?? {};
    const limit = knownValue(quota);
    if (limit !== undefined && limit > 0) {
      const share = limit / (knownValue(period) ?? cpuPeriod);
      return held(`may use ${Math.round(share * 100) / 100} processors`, quota);
    }
    if (knownValue(cpus)) return held(`runs on processors ${knownValue(cpus)} only`, cpus);
    if (isUnknown(quota)) return undecided(quota);
    if (isUnknown(cpus)) return undecided(cpus);
    return broken('may use every processor of the host', quota);
  },
  harden: () => [{ set: 'linux.resources.cpu.limit', to: 1 }],
};
