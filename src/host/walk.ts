import { readdirSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import type { PassedOver, Problem } from '../model/index.ts';
import { lookAt, readText, reasonOfError } from './read.ts';

export type Found = { readonly file: string } | { readonly passedOver: PassedOver } | { readonly problem: Problem };

/** One .gitignore, and the folder that its patterns are relative to. */
interface Rules {
  readonly folder: string;
  readonly matcher: Ignore;
}

/** Never declarations of the project itself, whether or not git ignores them. */
const neverEntered = new Set(['.git', '.hg', '.svn', 'node_modules']);

/** How many files and folders may still be looked at. It is counted down, also over several folders. */
export interface Budget {
  left: number;
}

/** Few projects that are checked as a whole have more: Linux, one of the largest, has some 92,000 files and folders. A folder like /tmp may. */
export const mostEntries = 100_000;

/** One budget is spent: what was found is not all there is. */
export const isSpent = ({ left }: Budget): boolean => left < 0;

/**
 * Every file below a folder, in a stable order, .gitignore honoured as git does (also those above the folder, up to the
 * repository's root). Symbolic links are not followed: no loop, and nothing outside the folder is ever read. `isExcluded`: folders that
 * the caller does not want to be entered. It ends when the budget is spent, and leaves it to the caller to say so.
 */
export function* walk(
  folder: string,
  isExcluded: (folder: string) => boolean = () => false,
  budget: Budget = { left: mostEntries },
): Generator<Found> {
  yield* walkFolder(folder, rulesAbove(folder), isExcluded, budget);
}

function* walkFolder(folder: string, above: readonly Rules[], isExcluded: (folder: string) => boolean, budget: Budget): Generator<Found> {
  let entries: ReturnType<typeof list>;
  try {
    entries = list(folder);
  } catch (error) {
    yield { problem: { file: folder, message: `the folder was not searched: ${reasonOfError(error)}` } };
    return;
  }
  const rules = [...above];
  if (entries.some((entry) => entry.name === '.gitignore' && entry.isFile())) yield* addRules(rules, folder);
  for (const entry of entries) {
    if (isSpent(budget) || --budget.left < 0) return;
    const path = join(folder, entry.name);
    if (entry.name.includes('\ufffd') && !isThere(path)) {
      yield { problem: { file: path, message: 'not read: its name is not UTF-8; rename it' } };
      continue;
    }
    if (entry.isDirectory() && neverEntered.has(entry.name)) {
      yield { passedOver: { file: path, reason: 'the folder holds no declarations of this project' } };
    } else if (isIgnored(rules, path, entry.isDirectory())) {
      yield { passedOver: { file: path, reason: 'ignored by .gitignore' } };
    } else if (entry.isDirectory() && isExcluded(path)) {
      yield { passedOver: { file: path, reason: 'excluded by the configuration' } };
    } else if (entry.isDirectory()) yield* walkFolder(path, rules, isExcluded, budget);
    else if (entry.isFile()) yield { file: path };
    else yield { passedOver: { file: path, reason: entry.isSymbolicLink() ? 'a symbolic link' : 'not a regular file' } };
  }
}

/** A name with bytes that are not UTF-8 comes back from the system with U+FFFD in it, and then names nothing. */
function isThere(path: string): boolean {
  try {
    return lookAt(path) !== undefined;
  } catch {
    return false;
  }
}

const list = (folder: string) => readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));

function* addRules(rules: Rules[], folder: string): Generator<Found> {
  const file = join(folder, '.gitignore');
  try {
    rules.push({ folder: resolve(folder), matcher: ignore().add(readText(file)) });
  } catch (error) {
    yield { problem: { file, message: `not honoured: ${(error as Error).message}` } };
  }
}

function isIgnored(rules: readonly Rules[], path: string, isFolder: boolean): boolean {
  // As in git, the nearest file that has an opinion decides.
  for (const { folder, matcher } of [...rules].reverse()) {
    const inside = relative(folder, resolve(path)).split(sep).join('/') + (isFolder ? '/' : '');
    const verdict = matcher.test(inside);
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}

/** The .gitignore files between the repository's root and the folder, the folder's own not included. */
function rulesAbove(folder: string): Rules[] {
  const folders: string[] = [];
  for (let at = resolve(folder); lookAt(join(at, '.git')) === undefined; at = dirname(at)) {
    if (dirname(at) === at) return [];
    folders.unshift(dirname(at));
  }
  const rules: Rules[] = [];
  for (const above of folders) {
    // An unreadable one above the target is not the target's fault: git would say it.
    if (lookAt(join(above, '.gitignore'))?.isFile()) for (const _problem of addRules(rules, above));
  }
  return rules;
}
