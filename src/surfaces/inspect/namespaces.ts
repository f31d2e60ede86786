import { type Field, knownValue, mapField, type Namespace, type Namespaces, written } from '../../model/index.ts';
import { asString, fieldOf, pairOf } from '../../text/json/values.ts';
import { get, originOfPair, pairsOf } from '../../text/yaml/node.ts';
import { optionsGiven } from './create-command.ts';
import type { Inspected } from './inspected.ts';

type Kind = 'pid' | 'network' | 'ipc' | 'uts' | 'user' | 'cgroup';

const keys: readonly (readonly [Kind, readonly string[]])[] = [
  ['pid', ['PidMode']],
  ['network', ['NetworkMode']],
  ['ipc', ['IpcMode']],
  ['uts', ['UTSMode']],
  ['user', ['UsernsMode']],
  // Podman calls it CgroupMode; both say `host` on a host with cgroup v1.
  ['cgroup', ['CgroupnsMode', 'CgroupMode']],
];

/** Namespaces as the engine settled them. An empty word is the engine's own default. `inPod`: it shares those of a pod. */
export function namespacesOf(of: Inspected): { readonly namespaces: Namespaces; readonly inPod: boolean } {
  const pod = pairOf(of.whole, 'Pod');
  const inPod = of.engine === 'podman' && pod !== undefined && asString(pod.value) !== '';
  const found: { -readonly [K in keyof Namespaces]: Namespaces[K] } = {};
  for (const [kind, names] of keys) {
    const field = names.map((name) => fieldOf(of.reading, of.host, name, asString)).find((one) => one !== undefined);
    const mode = field?.state === 'written' ? modeOf(kind, field.value, inPod) : undefined;
    if (field !== undefined && mode !== undefined) found[kind] = mapField(field, () => mode);
  }
  const ipc = hostIpcOf(of, found.ipc);
  return { namespaces: ipc === undefined ? found : { ...found, ipc }, inPod };
}

/** Up to 4.3 Podman calls the host's IPC "shareable" (libpod/container_inspect_linux.go, put right in 4.4): the command knows better. */
function hostIpcOf(of: Inspected, said: Field<Namespace> | undefined): Field<Namespace> | undefined {
  if (of.engine !== 'podman' || knownValue(said)?.mode !== 'shareable') return undefined;
  const given = optionsGiven(of, ['--ipc'])?.at(-1);
  return given?.value === 'host' ? written({ mode: 'host' }, given.origin) : undefined;
}

/** Undefined: the engine's own default. */
function modeOf(kind: Kind, text: string, inPod: boolean): Namespace | undefined {
  if (text === '' || text === 'default') return undefined;
  if (text === 'host' || text === 'none' || text === 'private' || text === 'shareable') return { mode: text };
  if (/^container:./.test(text)) return { mode: 'shared', with: inPod ? 'pod' : text };
  if (/^ns:./.test(text)) return /^ns:\/proc\/1\/ns\//.test(text) ? { mode: 'host' } : { mode: 'shared', with: text };
  if (kind === 'user') return { mode: 'private' };
  // A network by its name, or a driver without root (slirp4netns, pasta): its own namespace.
  return kind === 'network' ? { mode: 'private' } : undefined;
}

/** Engines' own names for what is no network to join. */
const noNetwork = new Set(['host', 'none', '']);

/** The networks that it is on now, those that it joined later included. */
export function networksOf({ reading, whole, host }: Inspected): readonly Field<string>[] | undefined {
  const joined = pairsOf(get(get(whole, 'NetworkSettings'), 'Networks'))
    .filter(({ key }) => !noNetwork.has(key.text))
    .map((pair) => written(pair.key.text, { ...originOfPair(pair), end: pair.key.end }));
  if (joined.length > 0) return joined;
  const mode = fieldOf(reading, host, 'NetworkMode', asString);
  const name = knownValue(mode) ?? '';
  return mode === undefined || noNetwork.has(name) || /^(?:container|ns):/.test(name)
    ? undefined
    : [mapField(mode, (text) => (text === 'default' ? 'bridge' : text))];
}
