import type { Engine, Field, GroupId, Port, UserId } from '../model/index.ts';
import type { Disk } from './disk.ts';

/** What is known of the machine and the image before anything is started. */
export interface Circumstances {
  readonly engine: Engine<'docker' | 'podman'>;
  /** The engine can map the ids of this container alone to ids of the host that nobody else has. */
  readonly mapsUsers: boolean;
  /** All ids of the container are mapped to few ids of the host: no other user than root can be given. */
  readonly oneUser: boolean;
  /** Whom it runs as where that is left open: only he can be given a secret, since the caller is not root. */
  readonly secretsFor?: { readonly uid: number; readonly gid: number };
  /** What the caller may have at most, by the limit's name: -1 is unlimited. Podman, once one limit is asked for, sets these to its own highest. */
  readonly callerLimits: ReadonlyMap<string, number>;
  /** Where the engine keeps what containers write, as far as it can hold them to a rate there. */
  readonly disk: Disk;
  /** What the image says of itself; absent: it was not asked. */
  readonly image?: ImageFacts;
}

export interface ImageFacts {
  readonly user: Field<UserId> | undefined;
  readonly group: Field<GroupId> | undefined;
  /** Those that it exposes. */
  readonly ports: readonly Port[];
  /** Folders for which the engine makes a volume. */
  readonly volumes: readonly string[];
}
