import type { Source } from './origin.ts';

/** What a surface may ask of the world while it reads: other files, and the caller's environment. */
export interface ReadContext {
  /**
   * Another file, relative to the folder of `from` unless absolute. Undefined: there is none.
   * A file that is there but cannot be read throws an Unreadable error, whose message is fit to print.
   */
  load(path: string, from: Source): Source | undefined;
  /**
   * Names of the files in a folder, sorted; the folder is relative to that of `from` unless absolute. None: there is no such folder.
   * Throws Unreadable like `load`. Absent: nothing can be listed, as for a text that is no file.
   */
  list?(folder: string, from: Source): readonly string[];
  /** The caller's environment, for `${VAR}`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that relative paths start from, absolute. Absent: it is not known, as for a text that is no file. */
  readonly cwd?: string | undefined;
  /** Keep what no measure is about as well (Container.beside). Absent: it is passed over, which is what a check wants. */
  readonly everything?: true;
  /** Build arguments and stage, when somebody builds a Containerfile with them. */
  readonly build?: { readonly target?: string; readonly args: ReadonlyMap<string, string | undefined> };
}
