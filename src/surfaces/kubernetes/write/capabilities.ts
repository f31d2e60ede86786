import { addItems, below, isAlias, itemBelow, nodeAt, setScalar, type Way } from '../../../text/yaml/edit/index.ts';
import { getPair, type YamlNode } from '../../../text/yaml/node.ts';
import { isNull } from '../../../text/yaml/value.ts';
import { dropEntries } from './entries.ts';
import { wayOf } from './manifest.ts';
import { noteAnchor, putInContainer, type Result, type Writing } from './writing.ts';

/** Kubernetes names them without their prefix. */
const short = (name: string): string => name.replace(/^CAP_/, '');

export function dropCapabilities(writing: Writing, to: readonly string[]): Result {
  const dropped = (writing.container.process.capabilities?.drop ?? []).flatMap((entry) => (entry.state === 'written' ? [entry.value] : []));
  const missing = to.filter((name) => !dropped.includes(name));
  if (missing.length === 0) return 'they are dropped already';
  const list = listAt(writing);
  if (list === undefined) return putInContainer(writing, ['securityContext', 'capabilities', 'drop'], missing.map(short));
  if (typeof list === 'string') return list;
  noteAnchor(writing, list);
  const only = itemBelow(list, 0);
  const { length } = nodeAt(list).kind === 'seq' ? (nodeAt(list) as { items: readonly YamlNode[] }).items : [];
  // ALL says what any other one says: a lone one makes room.
  if (missing[0] === 'ALL' && missing.length === 1 && only !== undefined && length === 1 && nodeAt(only).kind === 'scalar')
    return setScalar(only, 'ALL');
  return addItems(list, missing.map(short));
}

/** The list of what is dropped, where it is written; undefined: there is none yet. */
function listAt({ entry, manifest }: Writing): Way | string | undefined {
  let at: Way = entry;
  for (const key of ['securityContext', 'capabilities', 'drop']) {
    const own = below(at, key);
    const found = own === undefined ? getPair(nodeAt(at), key)?.value : nodeAt(own);
    // `drop:` with nothing behind it: the list begins there.
    if (key === 'drop' && own !== undefined && isNull(nodeAt(own)) && !isAlias(own.spots.at(-1))) return own;
    if (found === undefined || isNull(found)) return undefined;
    const isElsewhere = own === undefined || isAlias(own.spots.at(-1));
    const next = isElsewhere ? found.kind === 'map' && wayOf(manifest, found) : own;
    if (!next) return `${key} comes from an anchor: write it out here first`;
    at = next;
  }
  return at;
}

export const removeCapabilities = (writing: Writing, to: readonly string[]): Result =>
  dropEntries(
    writing,
    (writing.container.process.capabilities?.add ?? []).flatMap((entry) =>
      entry.state === 'written' && to.includes(entry.value) ? [entry.origin] : [],
    ),
    to.map(short).join(', '),
  );
