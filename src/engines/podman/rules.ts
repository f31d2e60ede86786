import { byDefault, type Entries, isUnknown, knownValue, unknown } from '../../model/index.ts';
import { ALL, allOf, everyCapability, named, takeAway, union } from '../capability-set.ts';
import type { EngineRules } from '../rules.ts';

/** podman v5.8.2 pkg/specgen/generate/security_linux.go and common pkg/capabilities/capabilities.go. */
export const podman: EngineRules = {
  /** What is both added and dropped is refused: the container does not start. */
  bounding(base, declared) {
    const add = declared?.add ?? [];
    const drop = declared?.drop ?? [];
    const everything = allOf(add);
    const nothing = allOf(drop);
    if (everything !== undefined && nothing !== undefined)
      return [unknown('Podman refuses to add and to drop ALL at once', nothing.origin)];
    if (nothing !== undefined) return union([], named(add));
    if (everything !== undefined) return takeAway(everyCapability(`${ALL} is added`, everything.origin), drop);
    return union(takeAway(base, drop), refused(named(add), drop));
  },
  /** Others hold what was added by name, as ambient capabilities too. */
  ofOthers(declared) {
    const add = declared?.add ?? [];
    const everything = allOf(add);
    const held = everything === undefined ? union([], named(add)) : everyCapability(`${ALL} is added`, everything.origin);
    return { held, ambient: held };
  },
  /** What is written stands: only what nobody wrote is switched off (container.go CompleteSpec, security_linux.go setupApparmor). */
  stands: () => true,
  imageHealthcheck: true,
  noNewPrivileges: ({ from }) => byDefault(false, from),
};

function refused(add: Entries<string>, drop: Entries<string>): Entries<string> {
  const dropped = new Set(drop.map(knownValue));
  return add.map((entry) =>
    !isUnknown(entry) && dropped.has(entry.value)
      ? unknown(`Podman refuses to add and to drop ${entry.value} at once`, entry.origin)
      : entry,
  );
}
