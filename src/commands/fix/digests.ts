import { identify } from '../../engines/running/index.ts';
import { type Endpoint, endpoints } from '../../facts/engines/sockets.ts';
import { imageReference } from '../../facts/image-reference.ts';
import { type Caller, caller } from '../../host/caller.ts';
import { ask } from '../../host/engine-api.ts';
import { type Patch, Unreadable } from '../../model/index.ts';

/** The digest behind "name:tag", "sha256:…". Undefined: nobody who was asked knows it; `because`: and why, as a clause. */
export type DigestOf = (reference: string) => Promise<string | { readonly because: string } | undefined>;

export interface Pinned {
  readonly patch: Patch;
  /** Why a digest is not known. */
  readonly because?: string;
}

/** A patch that names images with the digests that are known; what is not known stays a placeholder, which writers refuse. */
export async function pinned(patch: Patch, digestOf: DigestOf): Promise<Pinned> {
  if (!patch.some(({ set }) => set === 'image.reference')) return { patch };
  let because: string | undefined;
  const changes = await Promise.all(
    patch.map(async (change) => {
      if (change.set !== 'image.reference' || !change.to.endsWith('@DIGEST')) return change;
      // Without a tag it is latest that runs.
      const reference = change.to.slice(0, -'@DIGEST'.length).replace(/:TAG$/, ':latest');
      const digest = await digestOf(reference);
      if (typeof digest === 'string') return { set: change.set, to: `${reference}@${digest}` };
      because = digest?.because;
      return change;
    }),
  );
  return { patch: changes, ...(because === undefined ? {} : { because }) };
}

/** Asks the engines of this machine, Docker before Podman: what they pulled under that name is what was run here. Nothing is fetched. */
export function localDigests(by: Caller = caller()): (reference: string) => Promise<string | undefined> {
  const known = new Map<string, Promise<string | undefined>>();
  return (reference) => {
    const found = known.get(reference) ?? firstOf(reference, by);
    known.set(reference, found);
    return found;
  };
}

async function firstOf(reference: string, by: Caller): Promise<string | undefined> {
  // What is no plain reference is no path of the API either.
  if (!/^[\w][\w./:-]{0,300}$/.test(reference) || reference.includes('..')) return undefined;
  for (const endpoint of [...endpoints('docker', by), ...endpoints('podman', by)]) {
    const digest = await askFor(endpoint, reference);
    if (digest !== undefined) return digest;
  }
  return undefined;
}

async function askFor({ url }: Endpoint, reference: string): Promise<string | undefined> {
  try {
    const server = identify((await ask(url, '/_ping')).headers);
    const base = server.kind === 'podman' ? `/v${server.api}/libpod` : '';
    const { status, text } = await ask(url, `${base}/images/${reference}/json`);
    return status === 200 ? digestIn(JSON.parse(text), reference) : undefined;
  } catch (error) {
    // An engine that is not there, or answers nonsense, knows no digest.
    if (error instanceof Unreadable || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The one digest of the repository; of Podman's two, the one of all platforms. Undefined: none, or it is not certain which. */
function digestIn(image: unknown, reference: string): string | undefined {
  const { RepoDigests, Digest } = (typeof image === 'object' && image !== null ? image : {}) as { RepoDigests?: unknown; Digest?: unknown };
  const { name } = imageReference(reference);
  const digests = (Array.isArray(RepoDigests) ? RepoDigests : []).flatMap((entry) => {
    const [repository, digest] = typeof entry === 'string' ? entry.split('@') : [];
    const isOwn = repository !== undefined && shortName(repository) === shortName(name);
    return isOwn && digest !== undefined && /^sha256:[0-9a-f]{64}$/.test(digest) ? [digest] : [];
  });
  const [digest, ...more] = [...new Set(digests)].filter((one, _, all) => all.length === 1 || one !== Digest);
  return more.length === 0 ? digest : undefined;
}

const shortName = (name: string): string => name.replace(/^(?:docker\.io|index\.docker\.io)\//, '').replace(/^library\//, '');
