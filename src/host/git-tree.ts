import { posix } from 'node:path';
import { Unreadable } from '../model/index.ts';
import type { Git } from './git.ts';
import { decode, largestText, TooLarge } from './read.ts';

/** One entry of a tree. */
export interface TreeEntry {
  /** From the root of the repository, with slashes. */
  readonly path: string;
  readonly kind: 'file' | 'link' | 'submodule';
  readonly oid: string;
  /** Bytes; -1 where there is none. */
  readonly size: number;
}

/** The files of one revision, read without touching the work tree. */
export interface Tree {
  readonly entries: readonly TreeEntry[];
  /** Undefined: there is no such file. Throws Unreadable for what is no text. */
  text(path: string): string | undefined;
  /** Of this very entry, a link's target too. Throws Unreadable where there is none. */
  bytes(path: string): Buffer;
  /** Names of the files in a folder, sorted. */
  names(folder: string): readonly string[];
  /** Reads these files at once: one by one each costs a process. */
  prepare(paths: readonly string[]): void;
}

/** A name that is longer is nobody's; a list that is longer is not printed in full. */
const mostListing = 256 * 1024 * 1024;

/** How many bytes are asked for at once. */
const batch = 32 * 1024 * 1024;

/** How many links are followed. */
const mostLinks = 8;

/** The tree of a commit or tree by its full id. `blobs`: what was read before, by its id; two revisions share most of it. Throws Unreadable. */
export function treeOf(git: Git, id: string, blobs: Map<string, Buffer> = new Map()): Tree {
  const entries = parseListing(git.bytes(['ls-tree', '-r', '-z', '-l', '--full-tree', id], '', mostListing));
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const folders = foldersOf(entries);

  const behind = (path: string): TreeEntry | undefined => {
    let entry = byPath.get(path);
    for (let hops = 0; entry?.kind === 'link' && hops < mostLinks; hops++) {
      if (entry.size > 4096) return undefined;
      entry = byPath.get(posix.normalize(posix.join(posix.dirname(entry.path), blobOf(entry).toString('utf8'))));
    }
    return entry?.kind === 'file' ? entry : undefined;
  };
  const blobOf = (entry: TreeEntry): Buffer => {
    if (!blobs.has(entry.oid)) readBlobs(git, [entry], blobs);
    const blob = blobs.get(entry.oid);
    if (blob === undefined) throw new Unreadable('git does not have its content; a partial clone lacks it (git fetch gets it)');
    return blob;
  };
  return {
    entries,
    text(path) {
      const entry = behind(path);
      if (entry === undefined) return undefined;
      if (entry.size > largestText) throw new TooLarge(entry.size);
      return decode(blobOf(entry));
    },
    bytes(path) {
      const entry = byPath.get(path);
      if (entry === undefined) throw new Unreadable('there is no such file');
      return blobOf(entry);
    },
    names: (folder) => folders.get(folder === '.' || folder === '' ? '.' : folder) ?? [],
    prepare(paths) {
      const wanted = paths
        .flatMap((path) => byPath.get(path) ?? [])
        .filter(({ kind, size, oid }) => kind === 'file' && size <= largestText && !blobs.has(oid));
      for (const some of inBatches(wanted)) readBlobs(git, some, blobs);
    },
  };
}

function foldersOf(entries: readonly TreeEntry[]): Map<string, string[]> {
  const folders = new Map<string, string[]>();
  for (const { path, kind } of entries) {
    if (kind === 'submodule') continue;
    const folder = posix.dirname(path);
    const names = folders.get(folder);
    if (names === undefined) folders.set(folder, [posix.basename(path)]);
    else names.push(posix.basename(path));
  }
  for (const names of folders.values()) names.sort();
  return folders;
}

/** "MODE TYPE OID SIZE\tPATH", each ended by NUL (git-ls-tree(1)). A path that is not UTF-8 names nothing that is looked for. */
function parseListing(bytes: Buffer): TreeEntry[] {
  return bytes
    .toString('utf8')
    .split('\0')
    .flatMap((line): TreeEntry[] => {
      const match = /^(\d{6}) (\w+) ([0-9a-f]{40,64}) +(\d+|-)\t(.+)$/s.exec(line);
      if (match === null) return [];
      const [, mode, type, oid = '', size = '-', path = ''] = match;
      const kind = type === 'commit' ? 'submodule' : mode === '120000' ? 'link' : 'file';
      return [{ path, kind, oid, size: size === '-' ? -1 : Number(size) }];
    });
}

function* inBatches(entries: readonly TreeEntry[]): Generator<TreeEntry[]> {
  let some: TreeEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    if (bytes + entry.size > batch && some.length > 0) {
      yield some;
      some = [];
      bytes = 0;
    }
    some.push(entry);
    bytes += entry.size;
  }
  if (some.length > 0) yield some;
}

/** "OID blob SIZE\n", the bytes, "\n"; "OID missing\n" for what is not there (git-cat-file(1), --batch). */
function readBlobs(git: Git, entries: readonly TreeEntry[], into: Map<string, Buffer>): void {
  const ids = [...new Set(entries.map(({ oid }) => oid))];
  const most = entries.reduce((sum, { size }) => sum + Math.max(size, 0) + 200, 4096);
  const bytes = git.bytes(['cat-file', '--batch'], `${ids.join('\n')}\n`, most);
  let at = 0;
  while (at < bytes.length) {
    const end = bytes.indexOf(10, at);
    if (end < 0) return;
    const [oid = '', type, size] = bytes.subarray(at, end).toString('latin1').split(' ');
    at = end + 1;
    if (type !== 'blob') continue;
    const length = Number(size);
    into.set(oid, bytes.subarray(at, at + length));
    at += length + 1;
  }
}
