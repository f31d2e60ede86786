import { posix, relative, resolve, sep } from 'node:path';
import { gitIn } from '../../host/git.ts';
import { idOf, mergeBaseOf, type Repository, repositoryOf } from '../../host/git-repository.ts';
import { lookAt } from '../../host/read.ts';
import { Unreadable } from '../../model/index.ts';
import type { CheckOptions } from '../check/question.ts';
import { liveTarget } from '../targets.ts';
import type { Choice, Ground } from './ground.ts';
import { groundOfArchive, groundOfContainer, groundOfPath, groundOfWorkTree } from './on-disk.ts';
import { groundOfRevision, type Revision } from './revision.ts';

/** The words of the command → two sides. Throws Unreadable, one line, for a word that names nothing. */
export async function groundsOf(
  words: readonly string[],
  choice: Choice,
  rules: CheckOptions['rules'],
): Promise<{ readonly base: Ground; readonly head: Ground }> {
  const [first, second, ...more] = words;
  if (first === undefined || more.length > 0)
    throw new Unreadable('diff compares two sides: bulkhead diff BASE HEAD; paths to limit it to follow --');
  const repository = once(openHere);
  const ground = (word: string): Promise<Ground> => groundOf(word, repository, choice, rules);
  if (second !== undefined) return { base: await ground(first), head: await ground(second) };
  const range = isPath(first) ? null : /^(.*?)(\.{2,3})(.*)$/s.exec(first);
  if (range !== null) return rangeOf(range, await repository(), choice);
  if (/^(?:archive|container|docker|podman):/.test(first) || (isPath(first) && !(await isRevision(first, repository))))
    throw new Unreadable(`${first} is compared with what? Name a second side: bulkhead diff ${first} ${isPath(first) ? 'HEAD' : 'OTHER'}`);
  const base = await ground(first);
  const path = revisionPath(first);
  if (path === undefined) return { base, head: groundOfWorkTree(await repository(), choice, rules) };
  // REV:path is held against the same path as it is now.
  const { top } = await repository();
  if (top === undefined) throw new Unreadable('this repository is bare and has no working tree; name the second side too');
  return { base, head: groundOfPath(relative(resolve('.'), resolve(top, fromTop(path, top))) || '.', choice, rules) };
}

const openHere = async (): Promise<Repository> => repositoryOf(await gitIn(resolve('.')));

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

type Open = () => Promise<Repository>;

async function groundOf(word: string, repository: Open, choice: Choice, rules: CheckOptions['rules']): Promise<Ground> {
  if (word === '') throw new Unreadable("'' is no side (a variable that is not set?)");
  if (word.startsWith('archive:')) return groundOfArchive(word.slice('archive:'.length));
  const other = /^(?:image|container|docker|podman|cluster|run|pid|host)(?::|$)/.exec(word);
  if (isExplicit(word)) return groundOfPath(word, choice, rules);
  const [path, revision] = [isPath(word), await isRevision(word, repository)];
  // A bare repository's own files are no sides.
  if (path && revision && (await repository()).top !== undefined)
    throw new Unreadable(`${word} is a revision and a path; write ./${word} for the path, or ${word}^{commit} for the revision`);
  if (path && !revision) return groundOfPath(word, choice, rules);
  if (revision) return groundOfRevision(await repository(), revisionOf(word, await repository()), choice);
  const live = liveTarget(word);
  if (live !== undefined) return groundOfContainer(live);
  if (other !== null)
    throw new Unreadable(`${word} cannot be compared yet; revisions, files, folders, archive:FILE and container:NAME can`);
  throw new Unreadable(`${word}: there is no such file or folder, and ${await whyNot(word, repository)}`);
}

/** The reason why a word is no revision. */
async function whyNot(word: string, repository: Open): Promise<string> {
  try {
    const opened = await repository();
    return opened.shallow
      ? `no such revision in this shallow clone; fetch it first (git fetch origin ${word}, or fetch-depth: 0 in a pipeline)`
      : 'no such revision';
  } catch (error) {
    if (error instanceof Unreadable) return error.message;
    throw error;
  }
}

const isExplicit = (word: string): boolean => /^(?:\.{1,2}$|\.{0,2}\/)/.test(word);

function isPath(word: string): boolean {
  try {
    return lookAt(word) !== undefined;
  } catch {
    return false;
  }
}

async function isRevision(word: string, repository: Open): Promise<boolean> {
  if (isExplicit(word)) return false;
  try {
    return idOf(await repository(), withoutPath(word)) !== undefined;
  } catch (error) {
    // No repository here: then it is none. One that git does not read is told once nothing else fits.
    if (error instanceof Unreadable) return false;
    throw error;
  }
}

/** `REV:path`: what precedes the first colon. A colon first means the index, which is no revision. */
const withoutPath = (word: string): string => (word.indexOf(':') > 0 ? word.slice(0, word.indexOf(':')) : word);

const revisionPath = (word: string): string | undefined => (word.indexOf(':') > 0 ? word.slice(word.indexOf(':') + 1) : undefined);

function revisionOf(word: string, repository: Repository): Revision {
  const commit = idOf(repository, withoutPath(word));
  if (commit === undefined) throw new Unreadable(`${word}: no such revision`);
  const path = revisionPath(word);
  return path === undefined ? { name: word, commit } : { name: word, commit, path: fromTop(path, repository.top) };
}

/** From the root of the repository; `./x` is relative to the working directory, as git has it. */
function fromTop(path: string, top: string | undefined): string {
  const here = top === undefined ? '' : relative(top, resolve('.')).split(sep).join('/');
  const full = posix.normalize(/^\.{1,2}(?:\/|$)/.test(path) ? posix.join(here, path) : path).replace(/\/$/, '');
  return full === '.' ? '' : full;
}

/** `A..B`: the two. `A...B`: what B did since it left A. A side that is left out is HEAD. */
function rangeOf(
  [word, from, dots, to]: readonly string[],
  repository: Repository,
  choice: Choice,
): { readonly base: Ground; readonly head: Ground } {
  const [first, second] = [from || 'HEAD', to || 'HEAD'].map((name) => {
    const commit = idOf(repository, name);
    if (commit === undefined) throw new Unreadable(`${word}: there is no revision ${name}`);
    return { name, commit };
  });
  if (first === undefined || second === undefined) throw new Unreadable(`${word}: a range has two ends`);
  const base = dots === '...' ? { name: `${first.name}...`, commit: mergeBaseOf(repository, first.commit, second.commit) } : first;
  return { base: groundOfRevision(repository, base, choice), head: groundOfRevision(repository, second, choice) };
}
