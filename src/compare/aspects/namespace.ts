import type { Namespace, Severity } from '../../model/index.ts';
import { type Aspect, type Measure, traitOf } from '../trait.ts';

const kinds = ['pid', 'network', 'ipc', 'uts', 'mount', 'user', 'cgroup', 'time'] as const;
type Kind = (typeof kinds)[number];

/** What it is worth to share the host's. */
const shared: Readonly<Record<Kind, readonly [severity: Severity, gives: string]>> = {
  pid: ['high', 'it sees the processes of the host and can signal them'],
  network: ['high', "it reaches what listens on the host's loopback address, past every firewall rule between them"],
  ipc: ['medium', "it reads and writes the shared memory of the host's processes"],
  uts: ['low', "it can change the host's name, with CAP_SYS_ADMIN"],
  mount: ['critical', "it sees the host's files"],
  user: ['medium', 'root inside is root of the host'],
  cgroup: ['low', 'it sees where the host keeps its containers'],
  time: ['low', "it has the host's clocks"],
};

export const namespace: Aspect = {
  kind: 'namespace',
  subject: (key) => `${key} namespace`,
  traits: ({ linux }) => kinds.flatMap((kind) => traitOf(kind, linux.namespaces[kind], shared[kind][0], (value) => measure(kind, value))),
};

function measure(kind: Kind, { mode, with: other }: Namespace): Measure {
  if (mode === 'host') {
    // Without a user namespace of its own a container has nothing that it could be called to gain.
    const name = kind === 'user' ? 'user ids of the host' : `host ${kind}`;
    return { width: 3, said: "the host's", name, gives: shared[kind][1] };
  }
  if (mode === 'shared') {
    const said = other === undefined ? 'shared with another container' : `shared with ${other}`;
    return { width: 2, said, severity: kind === 'pid' || kind === 'network' ? 'medium' : 'low' };
  }
  if (mode === 'shareable') return { width: 1, said: 'its own, open to others', severity: 'low' };
  return mode === 'none' ? { width: -1, said: 'none', severity: 'low' } : { width: 0, said: 'its own', severity: 'low' };
}
