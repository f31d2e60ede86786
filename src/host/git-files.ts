import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { Unreadable } from '../model/index.ts';
import type { Tree, TreeEntry } from './git-tree.ts';
import { isSystemError, reasonOfError } from './read.ts';

/** More than this nobody renders: files, and bytes of them all. */
const most = { files: 20_000, bytes: 128 * 1024 * 1024 };

/**
 * Writes these files of a revision, and all below these folders, into an empty folder. Links that stay inside of the revision are links there too, and
 * what they lead to is written as well; others are left out. No file is executable. Throws Unreadable where it would be too much, or the tree is at fault.
 */
export function writeFilesOf(tree: Tree, paths: readonly string[], folder: string): void {
  const entries = wantedOf(tree, paths);
  const files = entries.filter(({ kind }) => kind === 'file');
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (files.length > most.files || bytes > most.bytes)
    throw new Unreadable(
      `what is rendered from it holds ${files.length} files and ${Math.ceil(bytes / 1048576)} MiB, more than the ${most.files} files and ${most.bytes / 1048576} MiB that are written down for that`,
    );
  const links = new Map(entries.filter(({ kind }) => kind === 'link').map((entry) => [entry.path, entry]));
  tree.prepare(files.map(({ path }) => path));
  try {
    for (const { path } of files) put(join(folder, path), (at) => writeFileSync(at, tree.bytes(path), { flag: 'wx', mode: 0o600 }));
    // Last, and none below another one: nothing is ever written through a link.
    for (const { path } of links.values())
      if (!above(path).some((one) => links.has(one))) put(join(folder, path), (at) => symlinkSync(tree.bytes(path).toString('utf8'), at));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new Unreadable(`it cannot be written down to be rendered: ${reasonOfError(error)}`);
  }
}

function put(at: string, write: (at: string) => void): void {
  mkdirSync(dirname(at), { recursive: true, mode: 0o700 });
  write(at);
}

/** The entries at and below these paths, and those that their links lead to. */
function wantedOf(tree: Tree, paths: readonly string[]): TreeEntry[] {
  const wanted = new Map<string, TreeEntry>();
  const places = new Set<string>();
  let open = paths.map((path) => (path === '.' ? '' : path));
  // Each round follows the links of the one before; a chain that is longer than Linux follows leads nowhere.
  for (let round = 0; open.length > 0 && round < 40; round++) {
    const fresh = new Set(open.filter((path) => !places.has(path)));
    for (const path of fresh) places.add(path);
    const found =
      fresh.size === 0
        ? []
        : tree.entries.filter(
            ({ path }) => !wanted.has(path) && (fresh.has('') || fresh.has(path) || above(path).some((one) => fresh.has(one))),
          );
    open = [];
    for (const entry of found) {
      const target = entry.kind === 'link' ? targetOf(tree, entry) : undefined;
      if (!isPlain(entry.path) || entry.kind === 'submodule' || (entry.kind === 'link' && target === undefined)) continue;
      wanted.set(entry.path, entry);
      if (target !== undefined) open.push(target);
    }
  }
  return [...wanted.values()];
}

/** Where a link leads, from the root; undefined: out of the revision. */
function targetOf(tree: Tree, { path, size }: TreeEntry): string | undefined {
  if (size > 4096) return undefined;
  const text = tree.bytes(path).toString('utf8');
  const target = posix.normalize(posix.join(posix.dirname(path), text));
  return posix.isAbsolute(text) || target === '..' || target.startsWith('../') || text.includes('\0')
    ? undefined
    : target.replace(/\/$/, '');
}

/** A tree that was made by hand may hold names that lead out of a folder, or into git's own. */
const isPlain = (path: string): boolean => path.split('/').every((part) => !/^(?:|\.|\.\.|\.git)$/i.test(part) && !part.includes('\0'));

/** The folders that a path is in. */
function above(path: string): string[] {
  const folders: string[] = [];
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) folders.push(path.slice(0, slash));
  return folders;
}
