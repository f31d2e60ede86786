import { realpathSync } from 'node:fs';
import { Unreadable } from '../model/index.ts';
import type { Git } from './git.ts';

/** The repository that the working directory is in. */
export interface Repository {
  readonly git: Git;
  /** Absolute; undefined: a bare repository, which has no working tree. */
  readonly top: string | undefined;
  readonly shallow: boolean;
  /** Contents that were read, by their id. */
  readonly blobs: Map<string, Buffer>;
}

/** Throws Unreadable where there is no repository, or one that git does not trust. */
export function repositoryOf(git: Git): Repository {
  const [bare, shallow] = git.text(['rev-parse', '--is-bare-repository', '--is-shallow-repository']).trim().split('\n');
  const inside = git.text(['rev-parse', '--is-inside-work-tree']).trim() === 'true';
  const top = bare === 'true' || !inside ? undefined : realpathSync(git.text(['rev-parse', '--show-toplevel']).replace(/\n$/, ''));
  return { git, top, shallow: shallow === 'true', blobs: new Map() };
}

/** The full id of a commit, or of the tree that a word names; undefined: no revision. Options are none. */
export function idOf({ git }: Repository, word: string): string | undefined {
  if (word === '' || word.startsWith('-') || /[\0\n]/.test(word)) return undefined;
  const id =
    git.maybe(['rev-parse', '--verify', '--quiet', `${word}^{commit}`]) ??
    git.maybe(['rev-parse', '--verify', '--quiet', `${word}^{tree}`]);
  return id?.trim() || undefined;
}

/** Throws Unreadable: the two have no common ancestor, or none that is here. */
export function mergeBaseOf({ git, shallow }: Repository, base: string, head: string): string {
  const found = git.maybe(['merge-base', base, head])?.trim();
  if (found !== undefined && found !== '') return found;
  throw new Unreadable(
    shallow
      ? 'the common ancestor is not here, because this clone is shallow; get it with git fetch --unshallow, or compare with two dots'
      : 'the two revisions have no common ancestor; compare them with two dots',
  );
}

/** What git tracks, from the root of the repository; submodules apart. A link is no file. */
export function trackedFiles({ git, top }: Repository): { readonly files: readonly string[]; readonly submodules: readonly string[] } {
  if (top === undefined) return { files: [], submodules: [] };
  const lines = git.text(['-C', top, 'ls-files', '-s', '-z'], 256 * 1024 * 1024).split('\0');
  const files: string[] = [];
  const submodules: string[] = [];
  for (const line of lines) {
    const match = /^(\d{6}) [0-9a-f]+ \d\t(.+)$/s.exec(line);
    if (match?.[2] === undefined) continue;
    if (match[1] === '160000') submodules.push(match[2]);
    else if (match[1] !== '120000') files.push(match[2]);
  }
  return { files, submodules };
}
