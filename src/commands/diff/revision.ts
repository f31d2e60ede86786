import { dirname, isAbsolute, join, normalize, posix, relative, resolve, sep } from 'node:path';
import { fileContext } from '../../host/context.ts';
import type { Repository } from '../../host/git-repository.ts';
import { type Tree, treeOf } from '../../host/git-tree.ts';
import { mayDeclare } from '../../host/kinds.ts';
import { type PassedOver, type ReadContext, type Source, Unreadable } from '../../model/index.ts';
import { type Choice, type Ground, type GroundFile, within } from './ground.ts';

/** A revision, or a part of it. */
export interface Revision {
  readonly name: string;
  readonly commit: string;
  /** `REV:path`: a folder or a file, from the root of the repository. */
  readonly path?: string;
}

/** Never declarations of the project itself, as in host/walk. */
const neverEntered = /(?:^|\/)(?:\.git|\.hg|\.svn|node_modules)(?:\/|$)/;

/** The files of a revision. Nothing of it is written anywhere. */
export function groundOfRevision(repository: Repository, { name, commit, path }: Revision, choice: Choice): Ground {
  const tree = treeOf(repository.git, commit, repository.blobs);
  const top = repository.top ?? resolve('.');
  const printed = (inTree: string): string => relative(resolve('.'), join(top, inTree)) || '.';
  const limits = choice.limits(path === undefined ? top : undefined);
  const passedOver: PassedOver[] = [];
  const files: GroundFile[] = [];
  const only = path !== undefined && tree.entries.some((entry) => entry.path === path && entry.kind === 'file');
  const below = path === undefined || path === '' ? '' : `${path}/`;
  if (path !== undefined && !only && !tree.entries.some((entry) => entry.path.startsWith(below)))
    throw new Unreadable(`${name}: ${absentWhy(path, tree.entries.find((entry) => entry.path === path)?.kind)}`);
  for (const entry of tree.entries) {
    if (only ? entry.path !== path : !entry.path.startsWith(below)) continue;
    const key = only ? '' : entry.path.slice(below.length);
    if (!only && !within(key, limits)) continue;
    const file = printed(entry.path);
    const reason = reasonAgainst(entry.kind, entry.path, only) ?? choice.excluded(file, only);
    if (reason === undefined) files.push({ path: file, key, named: only, text: () => textIn(tree, entry.path) });
    else passedOver.push({ file, reason });
  }
  tree.prepare(files.map(({ path: file }) => inTreeOf(file, top)));
  const context = (): ReadContext => treeContext(tree, top, repository.top !== undefined);
  return {
    ...{ name, kind: 'revision', commit, files, given: [], context, problems: [], passedOver },
    keyOf: (file) => (only ? '' : posix.relative(below, inTreeOf(file, top))),
    render: async (tasks, options) =>
      (await import('./render-revision.ts')).renderedIn({ tree, top, at: (file) => inTreeOf(file, top) }, tasks, options),
  };
}

const absentWhy = (path: string, kind: 'file' | 'link' | 'submodule' | undefined): string =>
  kind === undefined || kind === 'file'
    ? `the revision has no ${path}`
    : `${path} is a ${kind === 'link' ? 'symbolic link' : 'submodule'} there, which is not followed; name what it leads to`;

function reasonAgainst(kind: 'file' | 'link' | 'submodule', path: string, named: boolean): string | undefined {
  if (kind === 'submodule') return 'a submodule';
  if (kind === 'link') return 'a symbolic link';
  if (neverEntered.test(path)) return 'the folder holds no declarations of this project';
  return named || mayDeclare(path) ? undefined : 'not a kind of file that declares containers';
}

const inTreeOf = (path: string, top: string): string => relative(top, resolve(path)).split(sep).join('/');

function textIn(tree: Tree, path: string): string {
  const text = tree.text(path);
  if (text === undefined) throw new Unreadable('there is no such file');
  return text;
}

/** Files of the repository as the revision has them; those outside of it, where there is a work tree, as they are. */
function treeContext(tree: Tree, top: string, hasWorkTree: boolean): ReadContext {
  const sources = new Map<string, Source | undefined>();
  const outside = hasWorkTree ? fileContext() : undefined;
  const fullPath = (path: string, from: Source): string => (isAbsolute(path) ? path : normalize(join(dirname(from.path), path)));
  const isOutside = (inTree: string): boolean => inTree === '..' || inTree.startsWith('../') || isAbsolute(inTree);
  return {
    env: process.env,
    list(folder, from) {
      const inTree = inTreeOf(fullPath(folder, from), top);
      return isOutside(inTree) ? (outside?.list?.(folder, from) ?? []) : tree.names(inTree);
    },
    load(path, from) {
      const full = fullPath(path, from);
      const inTree = inTreeOf(full, top);
      if (isOutside(inTree)) return outside?.load(path, from);
      if (!sources.has(full)) {
        const text = tree.text(inTree);
        sources.set(full, text === undefined ? undefined : { path: full, text });
      }
      return sources.get(full);
    },
  };
}
