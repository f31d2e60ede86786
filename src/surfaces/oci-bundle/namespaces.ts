import { type Field, type IdMapping, type Namespace, type Namespaces, written } from '../../model/index.ts';
import { asString, fieldOf, listOf, problem, type Reading } from '../../text/json/values.ts';
import { originOf, type YamlNode } from '../../text/yaml/node.ts';

const names = ['pid', 'network', 'ipc', 'uts', 'mount', 'user', 'cgroup', 'time'] as const;

/** A type that is listed is a new namespace, or the one at `path`; one that is not listed is the runtime's own. */
export function namespacesOf(
  reading: Reading,
  node: YamlNode | undefined,
  uidMappings: Field<readonly IdMapping[]> | undefined,
  inPod: boolean,
): Namespaces {
  const found: { -readonly [K in keyof Namespaces]: Namespaces[K] } = {};
  for (const item of listOf(reading, node, 'namespaces')?.items ?? []) {
    const type = fieldOf(reading, item, 'type', asString);
    const path = fieldOf(reading, item, 'path', asString);
    const name = names.find((one) => type?.state === 'written' && type.value === one);
    if (name === undefined) problem(reading, originOf(item), 'an entry of namespaces has a type that is not known here; it was not read');
    else if (path?.state === 'written' && path.value !== '') found[name] = written(joined(name, path.value, inPod), originOf(item));
    else found[name] = written(name === 'user' ? mapped(uidMappings) : { mode: 'private' }, originOf(item));
  }
  return found;
}

/**
 * A network namespace that an engine made beforehand lies under a folder netns and is the container's own; another path is
 * that of a process, the first of which is the host's.
 */
function joined(name: (typeof names)[number], path: string, inPod: boolean): Namespace {
  if (/^\/proc\/1\/ns\//.test(path)) return { mode: 'host' };
  if (name === 'network' && path.includes('/netns/')) return { mode: 'private' };
  return { mode: 'shared', with: inPod ? 'pod' : path };
}

/** Where root inside is mapped to root of the host, nothing is gained. */
function mapped(uidMappings: Field<readonly IdMapping[]> | undefined): Namespace {
  const same = uidMappings?.state === 'written' && uidMappings.value.some(({ containerId, hostId }) => containerId === 0 && hostId === 0);
  return { mode: same ? 'host' : 'private' };
}
