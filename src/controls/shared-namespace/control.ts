import {
  broken,
  type Change,
  type Container,
  type Control,
  held,
  isUnknown,
  knownValue,
  type Severity,
  undecided,
  type Verdict,
} from '../../model/index.ts';

type Kind = 'pid' | 'network' | 'ipc';

/** A shared process namespace opens the other's files and memory; the other two are common and give less away. */
const shared: readonly { readonly kind: Kind; readonly severity: Severity; readonly what: string }[] = [
  { kind: 'pid', severity: 'medium', what: 'processes, and with them files under /proc/PID/root and variables,' },
  { kind: 'network', severity: 'low', what: 'network, loopback services included,' },
  { kind: 'ipc', severity: 'low', what: 'shared memory' },
];

export const sharedNamespace: Control = {
  id: 'shared-namespace',
  group: 'isolation',
  title: 'The container shares no namespace with another container',
  stops: 'An intruder in one container does not see the processes, files, loopback services or shared memory of another.',
  why: "Who joins another container's process namespace can read its files through /proc/PID/root, its variables through /proc/PID/environ, and signal it, as far as user ids and capabilities allow. Joining its network opens the ports that it keeps on loopback; that is what a VPN or proxy sidecar wants, and the two are then one compartment. The containers of a pod always share network and IPC: only shareProcessNamespace is judged there. Debugging tools and log reopeners that signal the other's process stop working without it; a shared volume or a local port often does the same job.",
  severity: 'medium',
  gain: 'other containers',
  level: 'recommended',
  judges: ['container'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'it no longer sees what it shared with the other container',
    test: 'Let the two work together',
  },
  references: { nist800190: ['4.4.3'], mitre: ['T1552'] },
  judge(container) {
    const verdicts = shared.map((entry) => judgeOne(container, entry)).filter((verdict) => verdict !== undefined);
    return verdicts.length > 0 ? verdicts : held('shares no namespace with another container', container.linux.namespaces.pid);
  },
  harden: (container) => shared.filter(({ kind }) => joins(container, kind)).map(({ kind }) => makePrivate(container, kind)),
};

function judgeOne(container: Container, { kind, severity, what }: (typeof shared)[number]): Verdict | undefined {
  const field = container.linux.namespaces[kind];
  if (isUnknown(field)) return undecided(field, severity);
  if (!joins(container, kind)) return undefined;
  const other = knownValue(field)?.with ?? 'another container';
  return broken(`shares its ${what} with ${other === 'pod' ? 'every container of the pod' : other}`, field, {
    severity,
    remedy: [makePrivate(container, kind)],
  });
}

/** A pod's network and IPC are shared by what a pod is. */
function joins(container: Container, kind: Kind): boolean {
  const value = knownValue(container.linux.namespaces[kind]);
  if (value?.mode !== 'shared') return false;
  return kind === 'pid' || !(container.engine === 'kubernetes' || value.with === 'pod' || value.with?.startsWith('pod:'));
}

/** `with` says what it is private from: a pod has another word for its own processes than for those of the host. */
function makePrivate(container: Container, kind: Kind): Change {
  const other = knownValue(container.linux.namespaces[kind])?.with;
  return { set: `linux.namespaces.${kind}`, to: other === 'pod' ? { mode: 'private', with: 'pod' } : { mode: 'private' } };
}
