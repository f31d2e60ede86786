/** What whoever proves knows of the machine that he runs on: by it the container's own is told from the host's. */
export interface Beside {
  /** Which start of the machine: an engine on another one answers otherwise. */
  readonly boot: string;
  /** His own namespaces, as /proc/self/ns says them, by their names there. */
  readonly namespaces: Readonly<Record<string, string>>;
  /** Groups of mounts that pass on to each other what is mounted below them, of his own mounts (mountinfo's "shared:N"). */
  readonly mountGroups: readonly string[];
  /** What he listens on for the time of the proof, and the word that whoever connects is told. IPv4. */
  readonly listeners: readonly { readonly address: string; readonly port: number; readonly word: string }[];
  /** The address of Docker's default bridge, if that is on this machine. */
  readonly defaultBridge?: string;
  /** He has the rights of root himself, so that uid 0 of a user namespace above is root. */
  readonly root: boolean;
  /** Nothing but the program runs in the container: whatever is found there the engine made. */
  readonly alone: boolean;
}
