import { type Container, type Engine, knownValue, type TranslationNote } from '../model/index.ts';
import { ask } from './ask.ts';
import type { Place } from './place.ts';
import { withReferences } from './references.ts';
import { regroup } from './regroup.ts';
import type { Resolve } from './resolve.ts';
import { withoutSecrets } from './secrets.ts';
import { asVersionTakes, inFolder } from './versions.ts';

export { besideLosses, losses } from './losses.ts';
export { type Place, type PlaceName, placeNames, places } from './place.ts';
export { withReferences } from './references.ts';

export interface Request {
  readonly containers: readonly Container[];
  readonly engineFor: (container: Container) => Engine;
  readonly place: Place;
  readonly target: Engine;
  readonly resolve: Resolve;
  readonly project: string;
  /** Where relative paths start, for a target that takes absolute ones alone. */
  readonly folder?: string;
  readonly explicit: boolean;
  readonly stricter: boolean;
}

export interface Translated {
  /** Declared for the target engine. */
  readonly asked: Container;
  /** The effective view at the source. */
  readonly want: Container;
  readonly notes: readonly TranslationNote[];
}

/** Declared for one engine → declared for another one, so that the same comes of it. Pure. */
export function translate({
  containers,
  engineFor,
  place,
  target,
  resolve,
  project,
  folder,
  explicit,
  stricter,
}: Request): readonly Translated[] {
  return regroup(containers, place, project).map((one) => {
    const { container: covered, notes } = withoutSecrets(inFolder(one, place, target, folder));
    const { container: declared, notes: references } = withReferences(covered, place.surface === 'kubernetes');
    const want = resolve(declared, engineFor(one));
    const { container: asked, notes: tooNew } = asVersionTakes(ask({ declared, want, target, explicit, stricter }, resolve), place, target);
    return { asked, want, notes: [...notes, ...references, ...tooNew, ...socketNotes(declared, target)] };
  });
}

const dockerSocket = /^(?:\/var)?\/run\/docker\.sock$/;

/** The engine's own socket stands elsewhere, and speaks another language. */
function socketNotes({ id, mounts }: Container, { kind }: Engine): readonly TranslationNote[] {
  if (kind === 'docker' || kind === 'oci') return [];
  return mounts.flatMap(({ source, origin }): TranslationNote[] => {
    if (!dockerSocket.test(knownValue(source) ?? '')) return [];
    const message =
      kind === 'podman'
        ? "it asks Docker's socket: Podman's is /run/podman/podman.sock, and of a user $XDG_RUNTIME_DIR/podman/podman.sock"
        : "it asks Docker's socket, which the nodes of a cluster do not have: give it a service account of the API instead";
    return [{ kind: 'todo', container: id, message, origin }];
  });
}
