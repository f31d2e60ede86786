import { cleanPath } from '../../text/path.ts';

/** Lexical path arithmetic with `/`, as Compose does it before the engine sees a path. Windows paths are left alone. */

export const isAbsolute = (path: string): boolean => path.startsWith('/') || isWindowsPath(path);

const isWindowsPath = (path: string): boolean => /^[A-Za-z]:[\\/]/.test(path) || path.startsWith('\\\\');

/** A variable's hole is a part like any other. */
export const tidy = (path: string): string => (isWindowsPath(path) ? path : cleanPath(path));

/** `path` as seen from `folder`: an absolute path stands for itself. */
export const join = (folder: string, path: string): string => tidy(isAbsolute(path) || folder === '' ? path : `${folder}/${path}`);

/** The way to `path` from `folder`; both relative to one place, or both absolute. Otherwise `path` itself. */
export function relativeTo(folder: string, path: string): string {
  if (isAbsolute(path) !== isAbsolute(folder) || isWindowsPath(path)) return path;
  const from = partsOf(folder);
  const to = partsOf(path);
  if (from.includes('..') && from.some((part, index) => part === '..' && to[index] !== '..')) return path;
  let shared = 0;
  while (shared < from.length && shared < to.length && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/') || '.';
}

const partsOf = (path: string): string[] =>
  tidy(path)
    .split('/')
    .filter((part) => part !== '' && part !== '.');

/** A relative path as people write one: "./data", "../data", ".". */
export const dotted = (path: string): string => (isAbsolute(path) || /^(\.\.?(\/|$)|~)/.test(path) ? path : `./${path}`);

export const folderOf = (path: string): string => {
  const cut = path.lastIndexOf('/');
  return cut < 0 ? '' : cut === 0 ? '/' : path.slice(0, cut);
};
