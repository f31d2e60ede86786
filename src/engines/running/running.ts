import type { Engine } from '../../model/index.ts';

/** What an engine that runs says of itself, as far as it decides over its containers. */
export interface RunningEngine extends Engine<'docker' | 'podman'> {
  /** As people call it: "Docker 20.10.24". */
  readonly name: string;
  /** `userns-remap` of Docker. */
  readonly remapsUsers: boolean;
  /** `no-new-privileges` of Docker's daemon. */
  readonly noNewPrivileges: boolean;
  /** The profile of who names none: the engine's own, a file of the host's, or none at all. Absent: it does not say. */
  readonly seccomp?: 'own' | 'none' | { readonly path: string };
  /** Does the host confine by AppArmor? Absent: the engine does not say. */
  readonly apparmor?: boolean;
  /** Who asks for no control group namespace gets none, as where the host's control groups are of version 1. */
  readonly sharesCgroupNamespace?: true;
}
