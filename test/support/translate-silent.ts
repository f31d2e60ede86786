import type { Translation } from '../../src/commands/translate/translation.ts';
import type { Container } from '../../src/model/index.ts';
import { leavesOf } from './effective-leaves.ts';

type Leaves = ReadonlyMap<string, string>;

interface Difference {
  readonly path: string;
  /** Undefined: not there. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly want: Container;
  readonly got: Container;
  readonly before: Leaves;
  readonly after: Leaves;
}

/** Of this path, and nothing below it is said. */
const isBelow = (path: string, above: string): boolean =>
  path === above || (path.startsWith(above) && /^[.[/\]]/.test(path.slice(above.length)));

/** What two views may say otherwise without meaning something else, each with the reason. */
const same: readonly (readonly [why: string, is: (difference: Difference) => boolean])[] = [
  [
    'what says nothing may be absent',
    ({ path, from, to }) => idle[path] !== undefined && [from, to].every((one) => one === undefined || one === idle[path]),
  ],
  [
    'outside Kubernetes there is no token',
    ({ path, from, to }) => path === 'serviceAccountToken' && (from ?? 'false') === 'false' && (to ?? 'false') === 'false',
  ],
  ['nobody has to refuse root where the user is another one', ({ path, got }) => path === 'process.runAsNonRoot' && !isRoot(got)],
  [
    'podman run has one word alone for what is taken in place of the entry point',
    ({ path, from, to, before, after }) =>
      path === 'process.entrypointWords' && before.get('process.args') === after.get('process.args') && Number(from) > 0 && Number(to) > 0,
  ],
  ['tcp is what is meant without a word', ({ path, from, to }) => path.endsWith('.protocol') && (from ?? 'tcp') === (to ?? 'tcp')],
  [
    'every address is what is meant without a word',
    ({ path, from, to }) => path.endsWith('.hostIp') && (from ?? '0.0.0.0') === (to ?? '0.0.0.0'),
  ],
  [
    'a port that is only documented',
    ({ path, before, after }) =>
      /^ports\[/.test(path) && [before, after].every((one) => (one.get(publishedOf(path)) ?? 'false') === 'false'),
  ],
  [
    'on the network of the host a port is open without being published',
    ({ path, got, want }) =>
      /^ports\[/.test(path) &&
      [want, got].some(({ linux }) => linux.namespaces.network?.state !== 'unknown' && linux.namespaces.network?.value.mode === 'host'),
  ],
  [
    'who gives the value is said elsewhere',
    ({ path, before, after }) =>
      /^process\.env\[.*\]\.(?:from|value)$/s.test(path) && [before, after].every((one) => isReference(one, path)),
  ],
  [
    'a name of storage that had none',
    ({ path, from, to }) => /^mounts\[.*\]\.source$/s.test(path) && (from === undefined || to === undefined) && mountIs(path, from, to),
  ],
  [
    'a tmpfs has no source',
    ({ path, after }) => /^mounts\[.*\]\.source$/s.test(path) && after.get(path.replace(/source$/, 'type')) === 'tmpfs',
  ],
  [
    'no propagation is private propagation',
    ({ path, from, to }) =>
      path.endsWith('.propagation') && [from, to].every((one) => one === undefined || one === 'rprivate' || one === 'private'),
  ],
  [
    'writable is what is meant without a word',
    ({ path, from, to }) => /^mounts\[.*\]\.readonly$/s.test(path) && (from ?? 'false') === (to ?? 'false'),
  ],
  ['words for what is so without them', ({ path, from, to }) => path.endsWith('.options') && strict(from) === strict(to)],
  [
    'a pod and a service are other words for a container',
    ({ path, from, to }) => path.startsWith('linux.namespaces.') && container(from) === container(to),
  ],
  [
    'the node gives a pod its own',
    ({ path, from, to, want, got }) =>
      /\.(?:uts|cgroup)$/.test(path) &&
      [want, got].some(({ engine }) => engine === 'kubernetes') &&
      [from, to].every((one) => one === undefined || one === '{"mode":"private"}'),
  ],
  [
    'no word in place of the entry point: the words that follow are the program, and in a pod it says nothing',
    ({ path, from, before, after, want }) =>
      path === 'process.entrypointWords' &&
      from === '0' &&
      before.get('process.args') === after.get('process.args') &&
      (want.engine === 'kubernetes' || !before.has('process.args') || Number(after.get(path)) > 0),
  ],
  [
    'what Podman mounts below a read-only root is a tmpfs like any other',
    ({ path, from, to, want, got }) =>
      /^mounts\[.*\]\.(?:type|options)$/s.test(path) &&
      (path.endsWith('.options') || (from === 'system' && to === 'tmpfs') || (from === 'tmpfs' && to === 'system')) &&
      [want, got].some(({ mounts }) => mounts.some((mount) => isCopiedUp(mount, path))),
  ],
  [
    'a pod has no swap',
    ({ path, from, to, before }) =>
      path === 'linux.resources.memory.swap' && from === undefined && to === before.get('linux.resources.memory.limit'),
  ],
  ['how a file comes to its place', ({ path, want, got }) => isSecretFile(path, want, got)],
];

const idle: Readonly<Record<string, string>> = {
  'linux.devices': '',
  privileged: 'false',
  'linux.resources.memory.limit': '-1',
  'linux.resources.memory.swap': '-1',
  'linux.resources.memory.disableOOMKiller': 'false',
  'linux.resources.pids.limit': '-1',
  'process.oomScoreAdj': '0',
};

const isCopiedUp = ({ destination, options }: Container['mounts'][number], path: string): boolean =>
  destination.state !== 'unknown' &&
  path.startsWith(`mounts[${destination.value}].`) &&
  (options ?? []).some((option) => option.state !== 'unknown' && option.value === 'tmpcopyup');

const publishedOf = (path: string): string => path.replace(/\]\.\w+$/, '].published');
const strict = (words: string | undefined): string =>
  (words ?? '')
    .split(' ')
    .filter((word) => !/^"(?:rw|exec|suid|dev|rbind|bind|copy|strictatime|newinstance)"$/.test(word))
    .join(' ');
const container = (text: string | undefined): string | undefined => text?.replace('service:', 'container:');
const isReference = (leaves: Leaves, path: string): boolean => {
  const value = leaves.get(path.replace(/\w+$/, 'value'));
  return value === undefined || value === '?';
};
const mountIs = (_path: string, from: string | undefined, to: string | undefined): boolean => !(from ?? to ?? '').startsWith('/');
const isRoot = ({ process: { user } }: Container): boolean =>
  user === undefined || user.state === 'unknown' || (user.value.uid ?? (user.value.name === 'root' ? 0 : 1)) === 0;

function isSecretFile(path: string, want: Container, got: Container): boolean {
  const name = /^secrets\[(.*)\]\.\w+$/s.exec(path)?.[1];
  const targets = [...want.secrets, ...got.secrets]
    .filter((use) => use.name === name)
    .map(({ target }) => (target?.state === 'unknown' ? undefined : target?.value));
  const places = new Set(
    [...want.mounts, ...got.mounts].map(({ destination }) => (destination.state === 'unknown' ? undefined : destination.value)),
  );
  const both = [want, got].every(({ secrets }) => secrets.some((use) => use.name === name));
  return (name !== undefined && targets.some((target) => target !== undefined && places.has(target))) || (both && path.endsWith('.from'));
}

/** What follows from another leaf is told with that one. */
const tellerOf = (path: string): string => path.replace('.permitted', '.effective').replace('entrypointWords', 'args');

/** Leaves of two effective views that are neither the same nor below one of the paths of which something is said; in both directions. */
export function differing(want: Container, got: Container, said: readonly string[]): readonly string[] {
  const [before, after] = [leavesOf(want), leavesOf(got)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((path): Difference => ({ path, from: before.get(path), to: after.get(path), want, got, before, after }))
    .filter(({ path, from, to }) => from !== to && !said.some((above) => isBelow(tellerOf(path), above)))
    .filter((difference) => !same.some(([, is]) => is(difference)))
    .map(({ path, from, to }) => `${path}: ${from} → ${to}`);
}

/** What a translation did not carry over as it was, and did not tell. */
export function silent({ translated: all, found, notes }: Translation): readonly string[] {
  return all.flatMap(({ want }) => {
    const got = found.get(want.id);
    const about = notes.filter(({ container: id }) => id === undefined || id === want.id);
    if (got === undefined) return about.some(({ kind, path }) => kind === 'lost' && path === undefined) ? [] : [`${want.id} is not there`];
    return differing(
      want,
      got,
      about.flatMap(({ path }) => path ?? []),
    );
  });
}
