import { type Field, type IdMapping, isKnown, knownValue } from '../model/index.ts';
import { contentOf, type Texts, wholeNumber } from './texts.ts';

/** The kernel takes 340 lines. Source: Linux 6.12 include/linux/user_namespace.h, UID_GID_MAP_MAX_EXTENTS. */
const mostExtents = 340;

/** /proc/PID/uid_map and gid_map: ids inside, the same as the reader numbers them, and how many. */
export const idMapOf = (texts: Texts, name: 'uid_map' | 'gid_map'): Field<readonly IdMapping[]> =>
  contentOf(texts, `${texts.folder}/${name}`, parseIdMap);

export function parseIdMap(text: string): readonly IdMapping[] | undefined {
  const lines = text === '' ? [] : text.split('\n');
  if (lines.length > mostExtents) return undefined;
  const mappings: IdMapping[] = [];
  for (const line of lines) {
    const [containerId, hostId, size, ...more] = line.trim().split(/\s+/).map(wholeNumber);
    if (containerId === undefined || hostId === undefined || size === undefined || more.length > 0) return undefined;
    mappings.push({ containerId, hostId, size });
  }
  return mappings;
}

/** Nothing is mapped to anything else: the namespace that the machine started with, or one that is like it. */
export const isIdentity = (mappings: readonly IdMapping[]): boolean =>
  mappings.length === 1 && mappings[0]?.containerId === 0 && mappings[0].hostId === 0 && mappings[0].size === 4_294_967_295;

/** What an id of the reader is called inside; undefined: it has no name there. */
export function inside(mappings: readonly IdMapping[], hostId: number): number | undefined {
  const found = mappings.find((mapping) => hostId >= mapping.hostId && hostId < mapping.hostId + mapping.size);
  return found && found.containerId + (hostId - found.hostId);
}

/** The id of the host behind uid 0 inside, where it is another one or is known to be the same. */
export function rootOnHost(map: Field<readonly IdMapping[]>): Field<number> | undefined {
  if (!isKnown(map)) return map;
  const zero = knownValue(map)?.find(({ containerId }) => containerId === 0);
  return zero && { ...map, value: zero.hostId };
}
