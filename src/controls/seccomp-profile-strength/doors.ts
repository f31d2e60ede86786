import { type Door, type DoorGroup, doorOf } from '../../facts/syscalls/index.ts';
import type { OpenDoor } from '../../model/index.ts';

/** More groups than this are counted, not named. */
const named = 4;

/** "new user namespaces (clone, clone3: line 12), io_uring (…) and 3 more". The gravest stand first. */
export function sayDoors(open: readonly OpenDoor[]): string {
  const groups = new Map<DoorGroup, OpenDoor[]>();
  for (const door of open) {
    const group = doorOf(door.id)?.group;
    if (group !== undefined) groups.set(group, [...(groups.get(group) ?? []), door]);
  }
  const sayings = [...groups].map(([{ what }, doors]) => `${what} (${sayCalls(doors)})`);
  const more = sayings.length - named;
  return more > 0 ? `${sayings.slice(0, named).join(', ')} and ${more} more` : sayings.join(', ');
}

function sayCalls(doors: readonly OpenDoor[]): string {
  const calls = doors.map(({ id, only }) => (only === undefined ? id : `${id} on ${only}`));
  const [line] = doors.flatMap((door) => door.line ?? []);
  const all = calls.length > 3 ? `${calls.slice(0, 3).join(', ')} …` : calls.join(', ');
  return line === undefined ? all : `${all}: line ${line}`;
}

/** Can an intruder go through, given the capabilities of the container? The others are a lost second wall. */
export function isGrave(id: string, open: readonly OpenDoor[], capabilities: ReadonlySet<string>): boolean {
  const group = doorOf(id)?.group;
  if (group === undefined || group.mild) return false;
  if (group.needs === undefined || capabilities.has(group.needs)) return true;
  return group.nested === true && open.some((door) => doorOf(door.id)?.group.what === 'new user namespaces');
}

/** No capability is asked for behind it: nothing but a filter keeps an intruder out. */
export const isOpenToAll = ({ group: { needs, mild } }: Door): boolean => needs === undefined && mild === undefined;
