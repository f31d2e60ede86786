import { type Container, isKnown, knownValue, mapField } from '../model/index.ts';
import type { Join } from './join.ts';

/** A container with a written level learns which others of its text name the same one. The containers of a pod share theirs on purpose. */
export const joinLevels: Join = {
  applies: ({ process: { selinux } }, { siblings }) => siblings !== undefined && isKnown(selinux) && selinux.value.level !== undefined,
  join(container, { siblings = [] }) {
    const { selinux } = container.process;
    const level = knownValue(selinux)?.level;
    if (selinux === undefined || level === undefined) return { container, problems: [] };
    const others = (byLevel(siblings).get(level) ?? []).filter((other) => other.id !== container.id && !samePod(container, other));
    if (others.length === 0) return { container, problems: [] };
    const field = mapField(selinux, (value) => ({ ...value, sharedWith: others.slice(0, most).map(({ name }) => name) }));
    return { container: { ...container, process: { ...container.process, selinux: field } }, problems: [] };
  },
};

const samePod = (a: Container, b: Container): boolean => a.engine === 'kubernetes' && a.group !== undefined && a.group === b.group;

/** More names than this say nothing more. */
const most = 100;

const kept = new WeakMap<readonly Container[], ReadonlyMap<string, readonly Container[]>>();

/** The containers of a text by the level that they name; made once a text. */
function byLevel(siblings: readonly Container[]): ReadonlyMap<string, readonly Container[]> {
  const before = kept.get(siblings);
  if (before !== undefined) return before;
  const found = new Map<string, Container[]>();
  for (const container of siblings) {
    const level = knownValue(container.process.selinux)?.level;
    if (level === undefined) continue;
    const same = found.get(level);
    if (same === undefined) found.set(level, [container]);
    else same.push(container);
  }
  kept.set(siblings, found);
  return found;
}
