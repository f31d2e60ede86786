import type { Digest } from '../../reports/proof/shape.ts';
import type { EngineProgram } from './engine.ts';

/**
 * By which digests an image is known: those of the manifests under which registries have it, else that of what the engine itself calls it by (its
 * configuration, or its manifest where containerd keeps the images). None: the engine does not tell.
 */
export async function imageDigests(engine: Pick<EngineProgram, 'run'>, reference: string, name = reference): Promise<readonly Digest[]> {
  const told = await engine.run(['image', 'inspect', '--format', '{{json .}}', reference]);
  return told.kind === 'done' ? digestsIn(told.stdout, name) : [];
}

/** What the engine itself calls the image of a container that it has. */
export function imageIn(inspect: string): string {
  const { Image } = parsed(inspect);
  return typeof Image === 'string' ? Image : '';
}

/** Pure: what `image inspect` printed, as Docker and Podman do. */
export function digestsIn(inspect: string, reference: string): readonly Digest[] {
  const { Id, RepoDigests } = parsed(inspect);
  const registered = (Array.isArray(RepoDigests) ? RepoDigests : []).flatMap((word) => {
    const [, name, sha256] = typeof word === 'string' ? (/^([^@]+)@sha256:([0-9a-f]{64})$/.exec(word) ?? []) : [];
    return name === undefined || sha256 === undefined ? [] : [{ name, sha256 }];
  });
  // An image may be kept under several names: a digest is told once.
  const distinct = [...new Map(registered.reverse().map((one) => [one.sha256, one])).values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (distinct.length > 0) return distinct;
  const id = typeof Id === 'string' ? /^(?:sha256:)?([0-9a-f]{64})$/.exec(Id)?.[1] : undefined;
  return id === undefined ? [] : [{ name: reference, sha256: id }];
}

function parsed(text: string): { readonly Id?: unknown; readonly RepoDigests?: unknown; readonly Image?: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    const one: unknown = Array.isArray(value) ? value[0] : value;
    if (typeof one === 'object' && one !== null) return one;
  } catch {}
  return {};
}
