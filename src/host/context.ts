import { dirname, isAbsolute, join, normalize } from 'node:path';
import type { ReadContext, Source } from '../model/index.ts';
import { fileNames, lookAt, readText } from './read.ts';

/** Undefined: the folder that this was started in is gone. */
function workingFolder(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}

/** Lets a surface read the files beside a declaration. Each is read once per context and keeps its identity.
 * `env` is what `${VAR}` resolves from. */
export function fileContext(env: ReadContext['env'] = process.env): ReadContext {
  const sources = new Map<string, Source | undefined>();
  const fullPath = (path: string, from: Source): string => (isAbsolute(path) ? path : normalize(join(dirname(from.path), path)));
  return {
    env,
    cwd: workingFolder(),
    list: (folder, from) => fileNames(fullPath(folder, from)),
    load(path, from) {
      const full = fullPath(path, from);
      if (!sources.has(full)) sources.set(full, lookAt(full) === undefined ? undefined : { path: full, text: readText(full) });
      return sources.get(full);
    },
  };
}
