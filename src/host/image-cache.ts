import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Unreadable } from '../model/index.ts';
import { cacheFolder, closeToOthers } from './cache-folder.ts';
import { foldersLeft, ownedFolder } from './left-behind.ts';
import { isSystemError, reasonOfError } from './read.ts';

/** A folder in which images are kept as files, each under its own name; it is the caller's alone, or its group may come through to what is in it. */
export interface ImageCache {
  readonly folder: string;
  /** Folders of unpackings whose process has ended before they were done. */
  readonly left: readonly string[];
  /** An empty folder beside the images, for one that is to become of them. */
  scratch(): string;
}

/**
 * The caller's own cache, for root that of the machine (/var/cache): the ids that its containers have must come through to their files. XDG_CACHE_HOME says
 * otherwise. Throws Unreadable where others could put something else there.
 */
export function imageCache(): ImageCache {
  const own = cacheFolder(process.geteuid?.() === 0 ? '/var/cache' : undefined);
  const folder = join(own, 'images');
  try {
    for (const path of [own, folder]) {
      mkdirSync(path, { recursive: true, mode: 0o711 });
      // Nobody else may look: what has a set-uid bit in an image must not be found by others.
      closeToOthers(path, true);
    }
    return { folder, left: foldersLeft('scratch', [folder]).map(({ path }) => path), scratch: () => ownedFolder('scratch', folder) };
  } catch (error) {
    throw isSystemError(error) ? new Unreadable(`${folder}: ${reasonOfError(error)}`) : error;
  }
}

/** The first folder above a path that ids which are nobody's cannot pass; undefined: they can. */
export function closedAbove(path: string): string | undefined {
  const above = dirname(path);
  if (above === path) return undefined;
  return closedAbove(above) ?? ((statSync(above).mode & 0o001) === 0 ? above : undefined);
}

/** The text that lies beside an image of that name; undefined: there is none. */
export function keptBeside(image: string, name: string): string | undefined {
  const path = join(image, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** Makes the folder of an image, which nobody may enter but the caller, and where `group` is given, that group. */
export function imageFolder(path: string, group: number | undefined): void {
  mkdirSync(path, { mode: 0o700 });
  if (group === undefined) return;
  chownSync(path, 0, group);
  chmodSync(path, 0o710);
}

export const putBeside = (image: string, name: string, text: string): void => writeFileSync(join(image, name), text, { mode: 0o600 });

/** Lets ids that are nobody's pass a scratch folder. */
export const letPass = (folder: string): void => chmodSync(folder, 0o711);

/** Puts a whole image in its place at once. Where another process was faster, its image stays, and this one is left to be removed. */
export function settleImage(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return;
    throw isSystemError(error) ? new Unreadable(`${to}: ${reasonOfError(error)}`) : error;
  }
}
