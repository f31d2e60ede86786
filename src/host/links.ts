import { readdirSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { isSystemError } from './read.ts';

/** More entries than this no project that is rendered has. */
const most = 50_000;

/**
 * The first symbolic link below a folder that leads out of `boundary`; links that stay inside are followed. Undefined: there is
 * none. A link that leads nowhere leads nowhere out.
 */
export function linkOutOf(folder: string, boundary: string): string | undefined {
  const inside = real(boundary);
  if (inside === undefined) return undefined;
  const seen = new Set<string>();
  const open = [folder];
  let looked = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const at = real(next);
    if (at === undefined || seen.has(at)) continue;
    seen.add(at);
    for (const entry of entriesOf(at)) {
      if (looked++ > most) return undefined;
      const path = join(next, entry.name);
      if (entry.isDirectory()) open.push(path);
      if (!entry.isSymbolicLink()) continue;
      const target = real(path);
      if (target === undefined) continue;
      if (target !== inside && !target.startsWith(inside.endsWith(sep) ? inside : inside + sep)) return path;
      open.push(path);
    }
  }
  return undefined;
}

/** The path without links; undefined where it leads nowhere, or where that cannot be seen. */
export function real(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}

/** None of what is no folder, or cannot be looked into. */
function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (isSystemError(error)) return [];
    throw error;
  }
}
