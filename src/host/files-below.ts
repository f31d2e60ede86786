import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isSystemError, reasonOfError } from './read.ts';

/** A database of advisories has some hundred thousand. */
const most = 2_000_000;

/** Every regular file below a folder, in the order of their names; links are not followed. `complain` hears of what cannot be entered, one clause. */
export function* filesBelow(folder: string, complain: (folder: string, reason: string) => void): Generator<string> {
  const waiting = [folder];
  let count = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const at = next;
    const folders: string[] = [];
    for (const entry of entriesOf(at, complain)) {
      count += 1;
      if (count > most) return complain(at, `there are more than ${most} files: the rest was left out`);
      if (entry.isDirectory() && entry.name !== '.git') folders.push(join(at, entry.name));
      else if (entry.isFile()) yield join(at, entry.name);
    }
    waiting.push(...folders.reverse());
  }
}

function entriesOf(folder: string, complain: (folder: string, reason: string) => void) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    complain(folder, reasonOfError(error));
    return [];
  }
}
