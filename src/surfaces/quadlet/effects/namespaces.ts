import { type Namespace, type Namespaces, unknown, written } from '../../../model/index.ts';
import { podmanUserNamespace } from '../../../text/docker-syntax/index.ts';
import { reasonFor } from '../../../text/shell/holes.ts';
import { type Effect, notRead, readField, textField } from '../draft.ts';

/** Podman 5.8 pkg/specgen/namespaces.go ParseNamespace. A word that means Podman's own default leaves the field unset. */
function modeOf(text: string): Namespace | 'default' | undefined {
  const [word, rest] = [text.split(':', 1)[0], text.slice(text.indexOf(':') + 1)];
  if (text === '' || text === 'default') return 'default';
  if (text === 'host' || text === 'none' || text === 'private' || text === 'shareable') return { mode: text };
  if (text === 'pod') return { mode: 'shared', with: 'pod' };
  return (word === 'container' || word === 'ns') && rest !== '' && text.includes(':') ? { mode: 'shared', with: text } : undefined;
}

const namespace =
  (key: keyof Namespaces, modes: (text: string) => Namespace | 'default' | undefined = modeOf): Effect =>
  (draft, option) => {
    // container:%i is shared, whoever it is.
    const text = option.value.startsWith('container:') && reasonFor(option.value) !== undefined ? 'container:…' : option.value;
    const field = readField(draft, option, text, modes);
    if (field === undefined) return;
    if (field.state === 'unknown') draft.namespaces[key] = field;
    else if (field.value === 'default') delete draft.namespaces[key];
    else draft.namespaces[key] = { ...field, value: field.value };
  };

export const pid = namespace('pid');
export const ipc = namespace('ipc');
export const uts = namespace('uts');
export const cgroupns = namespace('cgroup');

/** auto, keep-id and nomap map ids, the first two with options after a colon. */
export const userns = namespace('user', (text) => podmanUserNamespace(text) ?? modeOf(text));

const ownNetwork = new Set(['pasta', 'slirp4netns', 'private']);

/** The first network decides about the namespace, all of them are joined. NAME may be followed by :options. */
export const network: Effect = (draft, option) => {
  const { namespaces, lists } = draft;
  const { value, origin } = option;
  const first = lists.networks.length === 0 && namespaces.network === undefined;
  const name = value.split(':', 1)[0] ?? '';
  const reason = reasonFor(value);
  const shared = name === 'container' || name === 'ns';
  const mode: Namespace | 'default' | undefined = shared
    ? { mode: 'shared', with: reason === undefined ? value : `${name}:…` }
    : ownNetwork.has(name)
      ? { mode: 'private' }
      : modeOf(value);
  if (mode === 'default') return;
  if (mode !== undefined) {
    if (first) namespaces.network = written(mode, origin);
    return;
  }
  // It may be the word host.
  if (reason !== undefined && first) namespaces.network = unknown(reason, origin);
  for (const one of reason === undefined ? name.split(',') : [value]) lists.networks.push(textField(one, origin));
};

/** podman pod create --share: which namespaces the containers of a pod have in common. */
export const share: Effect = (draft, option) => {
  const given = option.value.split(',').map((word) => word.trim().toLowerCase());
  if (reasonFor(option.value) !== undefined) notRead(draft, option, `${option.name} is filled in by systemd; it was not read`);
  // A plus before the first adds to the default (Podman 5.8 docs/source/markdown/options/share.md).
  else if (option.value.startsWith('+')) draft.program.share = ['ipc', 'net', 'uts', ...given.map((word) => word.replace(/^\+/, ''))];
  else draft.program.share = given;
};
