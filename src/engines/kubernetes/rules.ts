import { type AppArmor, byDefault, type Field, knownValue } from '../../model/index.ts';
import { ALL, allOf, everyCapability, named, takeAway, union } from '../capability-set.ts';
import type { EngineRules } from '../rules.ts';

/** containerd v2.3.4 internal/cri: opts/spec_opts.go WithCapabilities, sputil/, server/container_create.go. */
export const kubernetes: EngineRules = {
  /** ALL is added, then ALL is dropped, then names are added, then names are dropped. */
  bounding(base, declared) {
    const add = declared?.add ?? [];
    const drop = declared?.drop ?? [];
    const everything = allOf(add);
    const start = everything === undefined ? base : everyCapability(`${ALL} is added`, everything.origin);
    const left = allOf(drop) === undefined ? start : [];
    const kept = union(left, named(add));
    return kept.length === 0 ? [] : takeAway(kept, drop);
  },
  /** containerd clears the ambient set; setuid clears the others. */
  ofOthers: () => ({ held: [], ambient: [] }),
  /** Only a profile of the node's own stands; the runtime's default is not applied. */
  stands: (part, written) => part === 'selinux' || (part === 'apparmor' && knownValue(written as Field<AppArmor>)?.profile === 'named'),
  imageHealthcheck: false,
  /** The API refuses allowPrivilegeEscalation: false beside privileged: true (pkg/apis/core/validation). */
  noNewPrivileges: ({ from }, privilege) =>
    privilege.state === 'on' ? privilege.because(false) : byDefault(false, `${from} (allowPrivilegeEscalation: true)`),
};
