import { type ReadContext, type Source, Unreadable } from '../model/index.ts';

export type Found = { readonly source: Source } | { readonly unreadable: string; readonly path: string } | undefined;

/** The file of a path that is written, relative to the folder of `from`. Never throws for a file that cannot be read. */
export function fileAt(path: string, from: Source, context: ReadContext): Found {
  try {
    const source = context.load(path, from);
    return source === undefined ? undefined : { source };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { unreadable: error.message, path };
  }
}

/** The first answer to one of some places where a file may be. What cannot be read there is none of ours. */
export function firstOf<T>(
  paths: readonly string[],
  from: Source,
  context: ReadContext,
  answer: (source: Source) => T | undefined,
): T | undefined {
  for (const path of paths) {
    const found = fileAt(path, from, context);
    const result = found !== undefined && 'source' in found ? answer(found.source) : undefined;
    if (result !== undefined) return result;
  }
  return undefined;
}

/** A path as a reader of the declaring file would say it. */
export function beside(path: string, from: Source): string {
  const folder = from.path.slice(0, from.path.lastIndexOf('/') + 1);
  return path.startsWith(folder) ? path.slice(folder.length) : path;
}

/** A name that a node knows, as paths in a project where such a file is usually kept: beside the manifest, or one folder up. */
export function nearPaths(name: string, folders: readonly string[], endings: readonly string[] = ['']): readonly string[] {
  if (name.startsWith('/') || name.split('/').includes('..') || /[\0\n]/.test(name)) return [];
  const base = name.slice(name.lastIndexOf('/') + 1);
  if (base === '') return [];
  const names = [...new Set([name, base])];
  const places = ['.', ...folders, ...folders.map((folder) => `../${folder}`)];
  return [...new Set(places.flatMap((place) => names.flatMap((each) => endings.map((ending) => `${place}/${each}${ending}`))))];
}
