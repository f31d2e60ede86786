import type { Container, ImageAccounts, NetworkPolicy, Problem, ReadContext, Reader } from '../model/index.ts';

/** What a container can be joined with. */
/** Images by their names, as their own configuration declares them. */
export type ImagesDoor = (reference: string) => Promise<ImageAnswer>;

/** The image, or why it cannot be had. `accounts`: who is in its files, as far as that is known here; asked where a name is to be found in them. */
export type ImageAnswer =
  | { readonly image: Container; readonly accounts?: () => Promise<ImageAccounts | undefined> }
  | { readonly because: string };

export interface World {
  readonly context: ReadContext;
  /** The containers of the same text, itself among them. Absent: it stands alone. */
  readonly siblings?: readonly Container[];
  /** The network policies of the run, those of the text itself among them. Absent: there are none. */
  readonly policies?: readonly NetworkPolicy[];
  /** Looks at images. Absent: nobody asked for that. */
  readonly images?: ImagesDoor;
  /** The reader of Containerfiles, loaded when somebody first asks. */
  containerfile(): Promise<Reader>;
}

export interface Joined {
  readonly container: Container;
  readonly problems: readonly Problem[];
}

/** One way in which a container belongs together with what another file declares. */
export interface Join {
  /** A cheap look, so that a container without such a tie costs nothing. */
  applies(container: Container, world: World): boolean;
  join(container: Container, world: World): Joined | Promise<Joined>;
}

/** One way in which an effective view belongs together with a file that it names: what the engine made of it decides how that file is read. */
export interface EffectiveJoin {
  /** A cheap look, so that a container without such a tie costs nothing. */
  applies(container: Container): boolean;
  join(container: Container, context: ReadContext): Joined | Promise<Joined>;
}
