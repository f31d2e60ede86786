import { basename, join, normalize, relative, resolve, sep } from 'node:path';
import { fileContext } from '../../host/context.ts';
import { type Repository, trackedFiles } from '../../host/git-repository.ts';
import { mayDeclare } from '../../host/kinds.ts';
import { lookAt, readText } from '../../host/read.ts';
import { Unreadable } from '../../model/index.ts';
import { type Gathered, gather } from '../check/gather.ts';
import type { CheckOptions } from '../check/question.ts';
import { give } from '../given.ts';
import type { Target } from '../targets.ts';
import { type Choice, type Ground, type GroundFile, within } from './ground.ts';

const slashes = (path: string): string => path.split(sep).join('/');

const onDisk = (path: string, root: string | undefined, named: boolean): GroundFile => ({
  path,
  key: root === undefined ? '' : slashes(relative(root, resolve(path))),
  named,
  text: () => readText(path),
});

/** Charts read nothing out of `folders`. */
const onTheSpot =
  (...folders: readonly string[]): Ground['render'] =>
  async (tasks, options) =>
    (await import('../check/rendered/index.ts')).renderAll(tasks, folders, options);

/** Half of a folder would make the rest of it look removed. */
function searched(path: string, rules: CheckOptions['rules']): Gathered {
  const gathered = gather([path], rules);
  if (gathered.unfinished !== undefined) throw new Unreadable(`${path} cannot be compared, it holds ${gathered.unfinished}`);
  return gathered;
}

/** A file, or what is in a folder. Throws Unreadable where there is nothing. */
export function groundOfPath(name: string, choice: Choice, rules: CheckOptions['rules']): Ground {
  const path = normalize(name);
  const stats = lookAt(path);
  if (stats === undefined) throw new Unreadable(`${name}: there is no such file or folder`);
  const shared = { name, given: [], context: () => fileContext(), render: onTheSpot(path) };
  if (!stats.isDirectory())
    return { ...shared, kind: 'file', keyOf: () => '', files: [onDisk(path, undefined, true)], problems: [], passedOver: [] };
  const { tasks, problems, passedOver } = searched(path, rules);
  const limits = choice.limits(undefined);
  const files = tasks.map(({ file }) => onDisk(file, resolve(path), false)).filter(({ key }) => within(key, limits));
  return { ...shared, kind: 'folder', keyOf: (file) => slashes(relative(path, file)), files, problems, passedOver };
}

/** The work tree of a repository: what check finds there, and what git tracks although .gitignore names it. Submodules are projects of their own. */
export function groundOfWorkTree(repository: Repository, choice: Choice, rules: CheckOptions['rules']): Ground {
  const { top } = repository;
  if (top === undefined)
    throw new Unreadable('this repository is bare and has no working tree; name both revisions: bulkhead diff BASE HEAD');
  const root = relative(resolve('.'), top) || '.';
  const { tasks, problems, passedOver } = searched(root, rules);
  const { files: tracked, submodules } = trackedFiles(repository);
  const found = new Set(tasks.map(({ file }) => file));
  const ignored = tracked.map((path) => join(root, path)).filter((path) => !found.has(path) && isWanted(path, choice));
  const limits = choice.limits(top);
  const isOwn = (key: string): boolean => !submodules.some((folder) => key === folder || key.startsWith(`${folder}/`));
  const files = [...tasks.map(({ file }) => file), ...ignored]
    .map((path) => onDisk(path, top, false))
    .filter(({ key }) => within(key, limits) && isOwn(key));
  const inLimits = (file: string): boolean => within(slashes(relative(top, resolve(file))), limits);
  return {
    name: 'working tree',
    kind: 'working tree',
    files,
    given: [],
    context: () => fileContext(),
    keyOf: (path) => slashes(relative(top, resolve(path))),
    render: onTheSpot(root),
    problems: problems.filter(({ file }) => inLimits(file)),
    passedOver,
  };
}

function isWanted(path: string, choice: Choice): boolean {
  if (!mayDeclare(path) || /(?:^|\/)node_modules\//.test(slashes(path)) || choice.excluded(path, false) !== undefined) return false;
  try {
    return lookAt(path)?.isFile() === true;
  } catch (error) {
    if (error instanceof Unreadable) return false;
    throw error;
  }
}

/** The images of a saved archive. Throws Unreadable where it cannot be read. */
export async function groundOfArchive(path: string): Promise<Ground> {
  const name = `archive:${path}`;
  const { given, problems, passedOver } = await give({ kind: 'archive', path });
  const [only] = given;
  if (only === undefined && problems[0] !== undefined) throw new Unreadable(`${name}: ${problems[0].message}`);
  return {
    name,
    kind: 'archive',
    files: [],
    given: given.map(({ source }) => ({ source, key: given.length === 1 ? '' : source.path.slice(name.length).trim() || basename(path) })),
    context: () => fileContext(),
    keyOf: (path) => path,
    render: onTheSpot(),
    problems,
    passedOver,
  };
}

/** A container that an engine has. Throws Unreadable where it cannot be had. */
export async function groundOfContainer(target: Extract<Target, { kind: 'live' }>): Promise<Ground> {
  const { given, problems, passedOver } = await give(target);
  const [one] = given;
  if (one?.engine === undefined) throw new Unreadable(problems.map(({ file, message }) => `${file}: ${message}`).join('; '));
  return {
    name: one.source.path,
    kind: 'container',
    files: [],
    given: [{ source: one.source, key: '' }],
    engine: one.engine,
    context: () => fileContext(),
    keyOf: (path) => path,
    render: onTheSpot(),
    problems: [],
    passedOver,
  };
}
