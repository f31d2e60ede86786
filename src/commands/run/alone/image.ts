import { sha256 } from '../../../host/digest.ts';
import {
  closedAbove,
  type ImageCache,
  imageCache,
  imageFolder,
  keptBeside,
  letPass,
  putBeside,
  settleImage,
} from '../../../host/image-cache.ts';
import { findTool, type ToolResult } from '../../../host/run-tool.ts';
import { type Container, Unreadable } from '../../../model/index.ts';
import { oneLine } from '../../../text/printable.ts';
import { readerOf, surfaceById } from '../../declare.ts';
import { askProgram, whyNot } from '../../engine-program.ts';
import { type CallerIds, idsOfCaller, idsOfRoot, isRoot } from './ids.ts';
import { type FoundImage, fetchImage, findImage, type Pull } from './image-source.ts';

/** An image as files. */
export interface UnpackedImage {
  /** Of its root file system, which other containers may have too. */
  readonly root: string;
  readonly built: Container;
  readonly entrypoint: readonly string[];
  readonly ids: CallerIds;
  /** A copy of the root file system for one container, to be removed with it. */
  copy(): Promise<{ readonly root: string; remove(): Promise<void> }>;
}

/** Minutes for what has to read or write a whole image, in milliseconds. */
const patience = 15 * 60_000;

/**
 * Fetches an image where it is not unpacked yet, and unpacks it into the caller's cache. `wanted`: whether the container is to have ids of its own.
 * Throws Unreadable, fit to print.
 */
export async function unpackedImage(
  reference: string,
  pull: Pull,
  wanted: boolean,
  report: (line: string) => void,
): Promise<UnpackedImage> {
  const tool = await toolFor('skopeo');
  const found = await findImage(tool, reference, pull);
  const digest = sha256(Buffer.from(found.config));
  const ids = !isRoot() ? await idsOfCaller() : wanted ? idsOfRoot(digest) : { enter: [], single: false };
  const cache = imageCache();
  if (cache.folder.includes(':'))
    throw new Unreadable(`${cache.folder} has a colon in its name, behind which skopeo looks for a tag: set XDG_CACHE_HOME`);
  for (const path of cache.left) await removeTree(path, ids);
  const place = `${cache.folder}/${digest}-${nameOf(ids)}`;
  const closed = isRoot() && ids.map !== undefined ? closedAbove(place) : undefined;
  if (closed !== undefined)
    throw new Unreadable(
      `${closed} lets nobody pass, so the ids of the container cannot reach ${cache.folder}: set XDG_CACHE_HOME to a folder elsewhere`,
    );
  if (keptBeside(place, 'image.json') !== found.config) await unpack(found, place, tool, ids, cache, report);
  if (keptBeside(place, 'image.json') !== found.config) throw new Unreadable(`${place} holds something else: remove it`);
  return {
    root: `${place}/rootfs`,
    built: await builtOf(found.config, reference),
    entrypoint: entrypointIn(found.config),
    ids,
    copy: () => copyOf(place, ids, cache),
  };
}

/** Owners differ with the ids, and so does the place. */
function nameOf({ map, single }: CallerIds): string {
  const first = (rows: readonly { readonly containerID: number; readonly hostID: number }[]): number =>
    rows.find(({ containerID }) => containerID === (isRoot() ? 0 : 1))?.hostID ?? 0;
  if (map === undefined) return 'host';
  return single ? 'caller' : `${first(map.uids)}-${first(map.gids)}`;
}

async function unpack(
  found: FoundImage,
  place: string,
  skopeo: string,
  ids: CallerIds,
  cache: ImageCache,
  report: (line: string) => void,
): Promise<void> {
  const umoci = await toolFor('umoci');
  const scratch = cache.scratch();
  try {
    const fetched = await fetchImage(skopeo, found, `${scratch}/layout`, patience, report);
    const image = `${scratch}/image`;
    imageFolder(image, isRoot() ? ids.map?.gids[0]?.hostID : undefined);
    const map = isRoot() ? ids.map : undefined;
    const maps = map === undefined ? [] : [`--uid-map=${wordOf(map.uids)}`, `--gid-map=${wordOf(map.gids)}`];
    const own = ids.single ? ['--rootless'] : maps;
    await done('umoci cannot unpack the image', [...ids.enter, umoci, 'raw', 'unpack', ...own, '--image', fetched, `${image}/rootfs`]);
    putBeside(image, 'image.json', found.config);
    // What the disk has not got yet must not look whole after a crash.
    await done('the image is not on the disk', ['sync', '-f', image]);
    settleImage(image, place);
  } finally {
    await removeTree(scratch, ids);
  }
}

const wordOf = ([row]: readonly { readonly containerID: number; readonly hostID: number; readonly size: number }[]): string =>
  row === undefined ? '0:0:1' : `${row.containerID}:${row.hostID}:${row.size}`;

async function copyOf(place: string, ids: CallerIds, cache: ImageCache): Promise<{ root: string; remove(): Promise<void> }> {
  const scratch = cache.scratch();
  const remove = (): Promise<void> => removeTree(scratch, ids);
  try {
    const group = isRoot() ? ids.map?.gids[0]?.hostID : undefined;
    imageFolder(`${scratch}/image`, group);
    if (group !== undefined) letPass(scratch);
    await done('the root file system was not copied', [
      ...ids.enter,
      'cp',
      '-a',
      '--reflink=auto',
      '--',
      `${place}/rootfs`,
      `${scratch}/image/rootfs`,
    ]);
    return { root: `${scratch}/image/rootfs`, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Folders of ids that are not the caller's go only with these. */
async function removeTree(path: string, { enter, single }: CallerIds): Promise<void> {
  // Who is not root cannot empty a folder that he may not write to.
  if (single) await ran(['chmod', '-R', 'u+rwX', '--', path]);
  await ran([...enter, 'rm', '-rf', '--', path]);
}

async function done(what: string, words: readonly string[]): Promise<void> {
  const result = await ran(words);
  if (result.kind !== 'done') throw new Unreadable(`${what}: ${lastLine(result)}`);
}

async function ran([first = '', ...rest]: readonly string[]): Promise<ToolResult> {
  const file = first.includes('/') ? first : await findTool(first);
  return file === undefined ? { kind: 'stopped', why: `there is no ${first}` } : askProgram(file, rest, patience);
}

const lastLine = (result: Exclude<ToolResult, { kind: 'done' }>): string =>
  result.kind === 'failed'
    ? oneLine((result.stderr.trim().split('\n').at(-1) ?? '').replace(/^[^\w/]+/, '')).slice(0, 400)
    : whyNot(result);

async function toolFor(name: 'skopeo' | 'umoci'): Promise<string> {
  const file = await findTool(name);
  if (file !== undefined) return file;
  throw new Unreadable(
    `a runtime alone needs ${name} for images, which is not in PATH: apt install ${name} (Debian's package), or give an OCI bundle`,
  );
}

async function builtOf(config: string, reference: string): Promise<Container> {
  const reader = await readerOf(surfaceById('image'));
  const [built] = reader.read({ path: `image ${reference}`, text: config }, { load: () => undefined, env: {} }).containers;
  if (built === undefined) throw new Unreadable(`${oneLine(reference)} has no configuration of an image`);
  return built;
}

function entrypointIn(config: string): readonly string[] {
  const { config: own } = JSON.parse(config) as { config?: { Entrypoint?: unknown } | null };
  const words = own?.Entrypoint;
  return Array.isArray(words) ? words.filter((word) => typeof word === 'string') : [];
}
