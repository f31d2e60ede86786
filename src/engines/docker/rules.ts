import { privilegedKeepsSeccompProfileSince } from '../../facts/engines/docker.ts';
import { byDefault } from '../../model/index.ts';
import { ALL, allOf, everyCapability, named, takeAway, union } from '../capability-set.ts';
import type { EngineRules } from '../rules.ts';
import { compareVersions } from '../version.ts';

/** moby docker-v29.7.2 daemon: pkg/oci/caps/utils.go, seccomp_linux.go, oci_linux.go, create.go. */
export const docker: EngineRules = {
  /** `add ALL` wins over `drop ALL`, and a capability both dropped and added is there. */
  bounding(base, declared) {
    const add = declared?.add ?? [];
    const drop = declared?.drop ?? [];
    const everything = allOf(add);
    if (everything !== undefined) return takeAway(everyCapability(`${ALL} is added`, everything.origin), drop);
    if (allOf(drop) !== undefined) return union([], named(add));
    return union(takeAway(base, drop), named(add));
  },
  /** setuid to another user than root clears both sets, and no ambient capability is set. */
  ofOthers: () => ({ held: [], ambient: [] }),
  stands: (part, _written, { version }) => part !== 'seccomp' || compareVersions(version, privilegedKeepsSeccompProfileSince) >= 0,
  imageHealthcheck: true,
  noNewPrivileges: ({ from }) => byDefault(false, from),
};
