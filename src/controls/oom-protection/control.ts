import {
  broken,
  type Change,
  type Container,
  type Control,
  held,
  inapplicable,
  isUnknown,
  knownValue,
  undecided,
  type Verdict,
} from '../../model/index.ts';

export const oomProtection: Control = {
  id: 'oom-protection',
  group: 'resources',
  title: 'The container is not protected from the out-of-memory killer at the cost of the host',
  stops: "A container that takes too much memory is the one that is killed, not the host's own services.",
  why: 'When memory runs out the kernel kills the process with the highest score. A negative oom_score_adj makes that somebody else: the SSH server, the engine, another container. With the killer turned off for its cgroup (cgroup v1 only) a container at its limit hangs instead, and without a limit the whole host does. Give an important container a memory limit that fits, and let the engine restart it; a positive score for unimportant ones protects the rest. Kubernetes derives the score from requests and limits: a manifest cannot set it.',
  severity: 'low',
  gain: 'availability',
  level: 'recommended',
  judges: ['container'],
  kernel: 'linux',
  risk: {
    safe: true,
    because: 'it counts only when memory has run out, and then another program would be killed in its place',
  },
  references: { mitre: ['T1499'] },
  judge(container) {
    if (container.engine === 'kubernetes') return inapplicable('Kubernetes derives the score from requests and limits');
    const verdicts = [judgeKiller(container), judgeScore(container)].filter((verdict) => verdict !== undefined);
    return verdicts.length > 0 ? verdicts : held('the out-of-memory killer treats it like any other', container.process.oomScoreAdj);
  },
  harden: (container) => [
    ...(judgeKiller(container)?.outcome === 'broken' ? [leaveOn] : []),
    ...(judgeScore(container)?.outcome === 'broken' ? [evenScore] : []),
  ],
};

const leaveOn: Change = { set: 'linux.resources.memory.disableOOMKiller', to: false };
const evenScore: Change = { set: 'process.oomScoreAdj', to: 0 };

function judgeKiller({ linux }: Container): Verdict | undefined {
  const { disableOOMKiller: field, limit } = linux.resources.memory ?? {};
  if (isUnknown(field)) return undecided(field);
  if (!knownValue(field)) return undefined;
  const limited = (knownValue(limit) ?? -1) > 0;
  return limited
    ? broken('hangs at its memory limit instead of being killed, on cgroup v1', field, { remedy: [leaveOn] })
    : broken('can hang the host, on cgroup v1: no memory limit, and the out-of-memory killer is off', field, {
        severity: 'medium',
        remedy: [leaveOn],
      });
}

function judgeScore({ process: { oomScoreAdj: field } }: Container): Verdict | undefined {
  if (isUnknown(field)) return undecided(field);
  const score = knownValue(field) ?? 0;
  if (score >= 0) return undefined;
  const detail =
    score === -1000
      ? 'is never killed when memory runs out: others are'
      : `is killed later than others when memory runs out (score ${score})`;
  return broken(detail, field, { severity: score === -1000 ? 'medium' : 'low', remedy: [evenScore] });
}
