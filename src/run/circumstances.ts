import type { Field, Port, UserId } from '../model/index.ts';
import type { Engine } from '../model/index.ts';

/** What is known of the machine and the image before anything is started. */
export interface Circumstances {
  readonly engine: Engine<'docker' | 'podman'>;
  /** The engine can map the ids of this container alone to ids of the host that nobody else has. */
  readonly mapsUsers: boolean;
  /** All ids of the container are mapped to few ids of the host: no other user than root can be given. */
  readonly oneUser: boolean;
  /** What the image says of itself; absent: it was not asked. */
  readonly image?: ImageFacts;
}

export interface ImageFacts {
  readonly user: Field<UserId> | undefined;
  /** Those that it exposes. */
  readonly ports: readonly Port[];
  /** Folders for which the engine makes a volume. */
  readonly volumes: readonly string[];
}
