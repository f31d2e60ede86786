import { bridgeNames } from '../../facts/bridges.ts';
import { namespaceKinds } from '../../facts/namespaces.ts';
import type { Answer } from '../answers.ts';
import { type Attempt, answerIs, endedEarly, errorOf, type Reading } from '../attempt.ts';
import type { Beside } from '../beside.ts';
import { also, compute, data, here, into, must, type Step, slot, text } from '../step.ts';
import type { Subject } from '../subject.ts';
import { wholeFile } from '../whole-file.ts';

/** Which start of the machine, which namespace, and what a file says of it, one behind the other. */
const [bootLength, linkAt, fileAt] = [36, 64, 128];

const steps = (link: string, file?: string): readonly Step[] => [
  into(0, also('openat', here, text('/proc/sys/kernel/random/boot_id'), 0x8_0000)),
  also('read', slot(0), data(), bootLength),
  into(0, must('readlinkat', here, text(`/proc/self/ns/${link}`), data(linkAt), fileAt - linkAt)),
  ...(file === undefined ? [compute('emit', fileAt), answerIs(0)] : wholeFile(file, fileAt)),
];

interface Seen {
  /** Undefined: nobody can say, since he who asks is on another machine, or did not say who he is. */
  readonly hosts: boolean | undefined;
  readonly file: string;
}

type Kind = Exclude<keyof typeof namespaceKinds, 'time' | 'mount'>;

/** The namespaces that always had a number of their own are told from any other's without knowing the machine. */
function seenIn(kind: Kind, { data: bytes }: Answer, beside: Beside | undefined): Seen {
  const said = (from: number, to?: number): string => new TextDecoder('latin1').decode(bytes.subarray(from, to));
  // Behind each of them lies what an earlier attempt left there.
  const [boot, link, file] = [said(0, bootLength), /^\w{1,10}:\[\d{1,12}\]/.exec(said(linkAt, fileAt))?.[0], said(fileAt)];
  const { link: name, first } = namespaceKinds[kind];
  if (link === `${name}:[${first}]`) return { hosts: true, file };
  if (beside !== undefined && boot === beside.boot) return { hosts: beside.namespaces[name] === link, file };
  return { hosts: kind === 'network' ? undefined : false, file };
}

interface Told {
  readonly kind: Kind;
  readonly control: string;
  readonly tries: string;
  readonly file?: string;
  readonly reads: (seen: Seen) => Reading;
}

const attempt = (beside: Beside | undefined, { kind, control, tries, file, reads }: Told): Attempt => ({
  id: `namespace:${kind}`,
  control,
  tries,
  call: 'readlinkat',
  steps: steps(namespaceKinds[kind].link, file),
  reads(answer) {
    const early = endedEarly(answer, 'readlinkat');
    if (early !== undefined) return early;
    const error = errorOf(answer);
    if (error === undefined) return reads(seenIn(kind, answer, beside));
    return { state: 'unclear', says: `/proc/self/ns/${namespaceKinds[kind].link} answers ${error}` };
  },
});

/** What is not the host's cannot be reached there. */
const own = (says: string): Reading => ({ state: 'blocked', says, layer: 'absent' });

const plain = (kind: Kind, control: string, tries: string, called: string): Told => ({
  kind,
  control,
  tries,
  reads: ({ hosts }) =>
    hosts === true ? { state: 'open', says: `its ${called} namespace is the host's` } : own(`its ${called} namespace is not the host's`),
});

/** Bridges that engines make in the network that they start in. A container in which an engine runs has such ones of its own. */
const bridges = new RegExp(`^\\s*(${bridgeNames}):`, 'm');

/** An engine may itself live in another network than he who asks: "the host's" is then that of the engine. */
const network = (alone: boolean): Told => ({
  kind: 'network',
  control: 'host-network',
  tries: "listen on the host's ports and see its traffic",
  file: '/proc/self/net/dev',
  reads({ hosts, file }) {
    if (hosts === true) return { state: 'open', says: "its network namespace is the host's" };
    const bridge = alone ? bridges.exec(file)?.[1] : undefined;
    if (bridge !== undefined) return { state: 'open', says: `the engine's own bridge ${bridge} is in its network namespace` };
    if (hosts === false) return own("its network namespace is not the host's");
    return own('no bridge of an engine is in its network namespace, and which one the host has is not known');
  },
});

/** struct uid_gid_extent, as user_namespaces(7) shows it: inside, outside, how many. */
const user = (root: boolean): Told => ({
  kind: 'user',
  control: 'user-namespace',
  tries: 'be root of the host as root',
  file: '/proc/self/uid_map',
  reads({ hosts, file }) {
    if (hosts === true) return { state: 'open', says: "its user namespace is the host's: root inside is root there" };
    const outside = file
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .find(([inside]) => inside === '0')?.[1];
    if (outside === undefined) return { state: 'blocked', says: 'nobody stands behind uid 0', layer: 'identity' };
    if (outside === '0' && root) return { state: 'open', says: 'uid 0 is uid 0 of the host, in a user namespace of its own' };
    return { state: 'blocked', says: `uid 0 is uid ${outside} outside`, layer: 'identity' };
  },
});

/** Whose the namespaces are, told by their numbers: nothing of another one is touched. */
export const namespaceAttempts = ({ beside }: Subject): readonly Attempt[] =>
  [
    plain('pid', 'host-pid', 'see and signal the processes of the host', 'process'),
    plain('ipc', 'host-ipc', "use the host's shared memory", 'IPC'),
    plain('uts', 'host-uts', "see and change the host's name", 'UTS'),
    plain('cgroup', 'host-cgroup-namespace', "see the host's tree of control groups", 'cgroup'),
    network(beside?.alone === true),
    user(beside?.root === true),
  ].map((told) => attempt(beside, told));
