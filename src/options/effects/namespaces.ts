import { type Namespace, type Namespaces, unknown } from '../../model/index.ts';
import { podmanUserNamespace } from '../../text/docker-syntax/index.ts';
import { asWritten, reasonFor } from '../../text/shell/index.ts';
import { type Effect, readField, textField } from '../draft.ts';
import { forgetDefault } from './identity.ts';
import { commaSeparated, cut } from './values.ts';

/** Words of both engines; a word that means the engine's own default leaves the field unset. */
function sharedMode(text: string): Namespace | 'default' | undefined {
  const [word, rest] = cut(text, ':');
  if (text === '' || text === 'default') return 'default';
  if (text === 'host' || text === 'none' || text === 'private' || text === 'shareable') return { mode: text };
  if (text === 'pod') return { mode: 'shared', with: 'pod' };
  // container:$NAME is shared, whoever it is.
  return (word === 'container' || word === 'ns') && rest !== undefined && rest !== ''
    ? { mode: 'shared', with: asWritten(text) }
    : undefined;
}

const namespace =
  (key: keyof Namespaces, modes: (text: string) => Namespace | 'default' | undefined = sharedMode): Effect =>
  (draft, option) => {
    const text = option.value.startsWith('container:') ? asWritten(option.value) : option.value;
    const field = readField(draft, option, text, modes);
    if (key === 'user') forgetDefault(draft);
    if (field?.state === 'written') {
      if (field.value === 'default') delete draft.namespaces[key];
      else draft.namespaces[key] = { ...field, value: field.value };
    } else if (field?.state === 'unknown') draft.namespaces[key] = field;
  };

export const pid = namespace('pid');
export const ipc = namespace('ipc');
export const uts = namespace('uts');
export const cgroup = namespace('cgroup');

export const userns = namespace('user', (text) => podmanUserNamespace(text) ?? sharedMode(text));

const ownNetwork = new Set(['pasta', 'slirp4netns', 'private']);

/** --network: the first one decides about the namespace, all of them are joined. */
export const network: Effect = (draft, option) => {
  const { namespaces, lists } = draft;
  const first = lists.networks.length === 0 && namespaces.network === undefined;
  const name = networkName(option.value, draft.engine === 'docker');
  const mode = sharedMode(name);
  if (mode === 'default') return;
  const reason = reasonFor(name);
  if (ownNetwork.has(cut(name, ':')[0])) {
    if (first) namespaces.network = { state: 'written', value: { mode: 'private' }, origin: option.origin };
  } else if (mode !== undefined || name.startsWith('container:')) {
    if (first) namespaces.network = { state: 'written', value: mode ?? { mode: 'shared', with: asWritten(name) }, origin: option.origin };
  } else {
    // It may be the word host.
    if (reason !== undefined && first) namespaces.network = unknown(reason, option.origin);
    for (const one of draft.engine === 'podman' && reason === undefined ? (cut(name, ':')[0] ?? '').split(',') : [name]) {
      lists.networks.push(textField(one, option.origin));
    }
  }
};

/** Docker's long form: name=my-net,alias=db. */
function networkName(value: string, long: boolean): string {
  if (!long || !/^\w[\w-]*=/.test(value)) return value;
  const name = commaSeparated(value).find((entry) => entry.startsWith('name='));
  return name === undefined ? value : name.slice('name='.length);
}

/** Podman --pod: it shares the pod's namespaces. */
export const pod: Effect = (draft, option) => {
  if (reasonFor(option.value) === undefined) draft.whole.group = option.value.replace(/^new:/, '');
};
