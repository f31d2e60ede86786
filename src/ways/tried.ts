import type { Evidence } from '../model/index.ts';

/** What was tried, by the control that it is evidence for and the words in which it says what it tries (probes/attempts). */
type Trial = readonly [control: string, probe: string];

const seccompDoor = (probe: string): Trial => ['seccomp-profile-strength', probe];
const power = (probe: string): Trial => ['dangerous-capabilities', probe];

/** Attempts that show whether a step can be made. All of them have to be refused; one that gets through is enough. */
export const trials = {
  root: [['non-root-user', 'act as root']],
  'set-uid': [['no-new-privileges', 'gain privileges by a set-uid program']],
  mount: [power('mount a file system'), power('mount by the newer interface')],
  'new user namespace': [
    seccompDoor('make a new user namespace'),
    seccompDoor('start a process in a new user namespace'),
    seccompDoor('start a process in a new user namespace by clone3'),
  ],
  bpf: [seccompDoor('load a BPF program')],
  io_uring: [seccompDoor('open an io_uring')],
  'file handles': [power('open files of the host by handle')],
  'I/O ports': [power('reach the hardware')],
  'performance events': [seccompDoor('open a performance event')],
  'network settings': [power('change interfaces and filters of its network')],
  'packet sockets': [
    ['net-raw', 'open a packet socket'],
    ['net-raw', 'open a raw socket'],
  ],
  core_pattern: [['masked-paths', 'change /proc/sys/kernel/core_pattern']],
  kcore: [['masked-paths', 'read /proc/kcore']],
  'user namespace': [['user-namespace', 'be root of the host as root']],
  'host processes': [['host-pid', 'see and signal the processes of the host']],
  'host network': [['host-network', "listen on the host's ports and see its traffic"]],
  'host IPC': [['host-ipc', "use the host's shared memory"]],
  'host cgroups': [['host-cgroup-namespace', "see the host's tree of control groups"]],
  'shared mounts': [['mount-propagation', 'put a mount where the host sees it']],
  token: [['service-account-token', 'read the token of the service account']],
} as const satisfies Readonly<Record<string, readonly Trial[]>>;

export type TrialName = keyof typeof trials;

export const socketTrial = (path: string): readonly Trial[] => [['engine-socket', `connect to the engine at ${path}`]];
export const pathTrial = (source: string, path: string): readonly Trial[] => [
  ['host-system-mount', `open ${source} of the host at ${path}`],
];
export const deviceTrial = (path: string): readonly Trial[] => [['host-devices', `open the host's ${path}`]];
export const variableTrial = (name: string): readonly Trial[] => [['secret-in-environment', `read ${name} from /proc/self/environ`]];

/** What the attempts came to. `asUser`: refused to the user that it runs as, which says nothing of root. */
export type Tried =
  | { readonly outcome: 'open'; readonly said: string }
  | { readonly outcome: 'refused'; readonly asUser: boolean; readonly said: string };

/** By control and probe; built when somebody first asks. */
const indexes = new WeakMap<readonly Evidence[], ReadonlyMap<string, Evidence>>();

function indexOf(evidence: readonly Evidence[]): ReadonlyMap<string, Evidence> {
  const known = indexes.get(evidence);
  if (known !== undefined) return known;
  const index = new Map(evidence.map((one) => [`${one.control} ${one.probe}`, one] as const));
  indexes.set(evidence, index);
  return index;
}

/** Undefined: nothing was tried, or nothing can be said of it. */
export function triedOf(evidence: readonly Evidence[] | undefined, wanted: TrialName | readonly Trial[]): Tried | undefined {
  if (evidence === undefined) return undefined;
  const index = indexOf(evidence);
  const found = (typeof wanted === 'string' ? trials[wanted] : wanted).flatMap(
    ([control, probe]) => index.get(`${control} ${probe}`) ?? [],
  );
  const through = found.find(({ verdict }) => verdict === 'fails');
  if (through !== undefined) return { outcome: 'open', said: sayOf(through) };
  const [first] = found;
  if (first === undefined || found.some(({ verdict }) => verdict !== 'holds')) return undefined;
  const asUser = found.some(({ layer }) => layer === 'capability' || layer === 'identity');
  return { outcome: 'refused', asUser, said: sayOf(first) };
}

const sayOf = ({ probe, observed }: Evidence): string => `tried to ${probe}: ${observed}`;
