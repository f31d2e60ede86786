import { type Container, isKnown, knownValue, type Problem, type ReadContext, type Reader, Unreadable } from '../model/index.ts';
import type { Join } from './join.ts';

/**
 * A container that is built from a Containerfile in reach gets the image that this Containerfile declares.
 * Where the Containerfile is out of reach (a URL, a missing folder, an unresolved path) nothing is joined, and
 * what rests on the image stays unknown.
 */
export const joinBuild: Join = {
  applies: ({ image }) => image.build !== undefined,
  async join(container, { context, containerfile }) {
    const read = readBuild(container, context, await containerfile());
    const image = read.containers.find((candidate) => candidate.kind === 'image');
    if (image === undefined) return { container, problems: read.problems };
    return { container: { ...container, image: { ...container.image, built: image } }, problems: read.problems };
  },
};

interface ReadBuild {
  readonly containers: readonly Container[];
  readonly problems: readonly Problem[];
  readonly path?: string;
}

const nothing: ReadBuild = { containers: [], problems: [] };

function readBuild({ image, origin }: Container, context: ReadContext, containerfile: Reader): ReadBuild {
  const { build } = image;
  if (build === undefined) return nothing;
  const args = new Map(build.args.map(({ name, value }) => [name, knownValue(value)]));
  const target = build.target === undefined ? undefined : knownValue(build.target);
  if (build.target !== undefined && target === undefined) return nothing;
  const options = { ...context, build: { args, ...(target === undefined ? {} : { target }) } };

  if (build.inline !== undefined) {
    if (!isKnown(build.inline)) return nothing;
    const source = { path: `${origin.source.path} (dockerfile_inline)`, text: build.inline.value };
    return { ...containerfile.read(source, options), path: source.path };
  }
  const path = pathOf(build);
  if (path === undefined) return nothing;
  try {
    const source = context.load(path, origin.source);
    // Problems of the Containerfile itself are told when the file is judged on its own.
    return source === undefined ? nothing : { containers: containerfile.read(source, options).containers, problems: [], path: source.path };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { containers: [], problems: [{ file: path, message: `not read: ${error.message}` }] };
  }
}

/** Relative to the declaring file; undefined where it is not a path that can be known here. */
function pathOf(build: NonNullable<Container['image']['build']>): string | undefined {
  if (build.context?.state === 'unknown' || build.dockerfile?.state === 'unknown') return undefined;
  const context = knownValue(build.context) ?? '.';
  const dockerfile = knownValue(build.dockerfile) ?? 'Dockerfile';
  if (/^[a-z+]+:\/\/|^git@|^github\.com\//.test(context)) return undefined;
  return dockerfile.startsWith('/') ? dockerfile : `${context}/${dockerfile}`;
}
