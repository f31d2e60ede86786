import type { Entries, Field, Namespace, Namespaces } from '../../model/index.ts';
import { written } from '../../model/index.ts';
import { podmanUserNamespace } from '../../text/docker-syntax/index.ts';
import { originOfPair } from '../../text/yaml/node.ts';
import type { Kind } from './kinds.ts';
import { words } from './kinds.ts';
import { at, get, list, type Service } from './service-keys.ts';
import { entries, field } from './values.ts';

/** The words that each key takes beside service:NAME and container:NAME; others are refused. */
const modes = (what: string, known: Readonly<Record<string, Namespace>>, joins: boolean, other?: Namespace): Kind<Namespace> => ({
  what,
  emptyIsUnset: true,
  parse(text) {
    if (joins && /^(?:service|container):./.test(text)) return { mode: 'shared', with: text };
    return Object.hasOwn(known, text) ? known[text] : other;
  },
});

const host: Namespace = { mode: 'host' };
const own: Namespace = { mode: 'private' };
const none: Namespace = { mode: 'none' };

const pid = modes('host, service:NAME or container:NAME', { host, private: own }, true);
const ipc = modes(
  'host, private, shareable, none, service:NAME or container:NAME',
  { host, private: own, shareable: { mode: 'shareable' }, none },
  true,
);
const uts = modes('host', { host, private: own }, false);
const cgroup = modes('host or private', { host, private: own }, false);
/** The name of a network is as good as "bridge": its own namespace. */
const network = modes('none, host, service:NAME, container:NAME or a network', { host, none }, true, own);
/** keep-id, auto and nomap are Podman's, which podman-compose hands on. */
const user: Kind<Namespace> = {
  what: 'host, or one of Podman’s keep-id, auto and nomap',
  emptyIsUnset: true,
  parse: (text) => (text === 'host' ? host : text === 'private' ? own : podmanUserNamespace(text)),
};

export const namespaces = (service: Service): Namespaces => ({
  pid: get(service, 'pid', pid),
  network: networkMode(service),
  ipc: get(service, 'ipc', ipc),
  uts: get(service, 'uts', uts),
  user: get(service, 'userns_mode', user),
  cgroup: get(service, 'cgroup', cgroup),
});

/** `net` is format 1's word for network_mode. */
const modeKey = (service: Service) => at(service, 'network_mode') ?? at(service, 'net');

const networkMode = (service: Service): Field<Namespace> | undefined => field(service.reading, modeKey(service), network);

/** The networks that are named; with network_mode the one that it names, if it does. */
export function networks(service: Service): Entries<string> | undefined {
  const mode = field(service.reading, modeKey(service), words);
  if (mode !== undefined) {
    if (mode.state === 'unknown') return [mode];
    return mode.state === 'written' && /^(?:host|none|(?:service|container):.*)$/.test(mode.value) ? undefined : [mode];
  }
  const pair = at(service, 'networks');
  if (pair === undefined || pair.value.kind !== 'map') return list(service, 'networks', words);
  return [...entries(service.reading, pair.value).values()].map((entry) => written(entry.key.text, originOfPair(entry)));
}
