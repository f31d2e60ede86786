import { broken, type Control, held, inapplicable, isUnknown, knownValue, undecided } from '../../model/index.ts';

/**
 * The smallest weight. runc and crun write a weight to io.bfq.weight as it is (default there 100), or without BFQ to io.weight
 * as 1 + (weight - 10) * 9999 / 990 (default there 100): on cgroup v2 a middling weight is more than the default, this one never is.
 */
const smallestWeight = 10;

export const ioLimit: Control = {
  id: 'io-limit',
  group: 'resources',
  title: 'The use of disks by the container is limited',
  stops: 'An intruder cannot keep the disks so busy that other programs wait.',
  why: 'A container that writes without pause slows down every program on the same disk. A rate (`--device-write-bps /dev/sda:10mb` and its three siblings, blkio_config in compose) is a real limit, but names a device, which differs from host to host. A weight only says who goes first while the disk is busy, and only with the BFQ scheduler or io.cost; the smallest, 10, makes this container always step aside. Careful with weights in between: on cgroup v2 a weight of 500 is five times the default. Measure with `docker stats` (BLOCK I/O), and look at io.pressure of the cgroup afterwards. Kubernetes cannot set it.',
  severity: 'low',
  gain: 'availability',
  level: 'strict',
  judges: ['container'],
  kernel: 'linux',
  risk: { safe: true, because: 'a weight only says who goes first while the disk is busy: nothing is refused' },
  references: { mitre: ['T1499'] },
  judge(container) {
    const { weight, throttle = [] } = container.linux.resources.blockIO ?? {};
    // A rate of 0 takes one away.
    const rate = throttle.find((entry) => !isUnknown(entry) && entry.value.rate > 0);
    if (rate !== undefined) return held('has a rate limit on a device', rate);
    if ((knownValue(weight) ?? 0) > 0) return held(`has weight ${knownValue(weight)} while the disk is busy`, weight);
    const unresolved = isUnknown(weight) ? weight : throttle.find(isUnknown);
    if (unresolved !== undefined) return undecided(unresolved);
    if (container.engine === 'kubernetes') return inapplicable('a pod cannot limit its use of disks');
    return broken('may keep the disks of the host as busy as it likes', weight);
  },
  harden: () => [{ set: 'linux.resources.blockIO.weight', to: smallestWeight }],
};
