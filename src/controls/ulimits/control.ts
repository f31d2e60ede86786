import {
  broken,
  type Change,
  type Container,
  type Control,
  held,
  inapplicable,
  isUnknown,
  type Rlimit,
  undecided,
  type Verdict,
} from '../../model/index.ts';

/** What is judged, what is wrong without it, and provisional values (soft, hard). Core dumps are the one that engines leave open by default. */
const judged: readonly { readonly type: string; readonly unlimited: string; readonly soft: number; readonly hard: number }[] = [
  { type: 'core', unlimited: 'core dumps may be as large as the disk and hold what was in memory', soft: 0, hard: 0 },
  { type: 'nofile', unlimited: 'the number of open files is unlimited', soft: 1024, hard: 65_536 },
  { type: 'nproc', unlimited: 'the number of processes of its user is unlimited', soft: 200, hard: 200 },
];

export const ulimits: Control = {
  id: 'ulimits',
  group: 'resources',
  title: 'Core dumps are off, and files and processes are not unlimited',
  stops:
    'A crash leaves no copy of the memory, with its keys and passwords, on the disk of the host, and no process takes every file handle.',
  why: "Docker's and containerd's service files set LimitCORE=infinity, and containers inherit it: a crash writes the whole memory to where the host's core_pattern says. `core=0` turns that off; leave it on only while you debug. The number of open files is bounded by the same service files on current versions; an unlimited one also makes some programs slow, which close every possible handle when they start. Databases and proxies need more than 1024 open files: look at `ls /proc/PID/fd | wc -l` under load. nproc counts a user's processes over all containers of the host, so pids-limit is the better measure: nproc is judged only where it is written as unlimited. Kubernetes has no word for these: the runtime of the node decides.",
  severity: 'low',
  gain: 'availability',
  level: 'strict',
  judges: ['container'],
  kernel: 'linux',
  risk: (_, patch) =>
    patch.every((change) => change.set === 'process.rlimits' && change.to.type === 'core')
      ? { safe: true, because: 'a program that crashes has stopped already: only its memory is no longer written to the disk' }
      : {
          safe: false,
          because: 'the number is a guess: a program that needs more open files or processes fails',
          test: 'Put it under its usual load and count the files in /proc/PID/fd',
        },
  references: { cisDocker: ['5.19'], mitre: ['T1499'] },
  judge(container) {
    if (container.engine === 'kubernetes') return inapplicable('a pod cannot set ulimits');
    const verdicts = judged.map((limit) => judgeOne(container, limit)).filter((verdict) => verdict !== undefined);
    return verdicts.length > 0 ? verdicts : held('no ulimit is unlimited');
  },
  harden: (container) => judged.filter((limit) => judgeOne(container, limit)?.outcome === 'broken').map(patchFor),
};

function judgeOne({ process: { rlimits } }: Container, limit: (typeof judged)[number]): Verdict | undefined {
  const found: Rlimit | undefined = rlimits.findLast((rlimit) => rlimit.type === limit.type);
  const remedy = [patchFor(limit)];
  if (found === undefined)
    return limit.type === 'core' ? broken(`nothing is set for core: ${limit.unlimited}`, undefined, { remedy }) : undefined;
  const { hard } = found;
  if (isUnknown(hard)) return undecided(hard);
  // The engine's own service file leaves it unlimited, and pids-limit does the work.
  if (limit.type === 'nproc' && hard.state === 'default') return undefined;
  if (hard.value !== -1) return held(`${limit.type} is limited to ${hard.value}`, hard);
  return broken(limit.unlimited, hard, { origin: found.origin, remedy });
}

const patchFor = ({ type, soft, hard }: (typeof judged)[number]): Change => ({ set: 'process.rlimits', to: { type, soft, hard } });
