import ignore, { type Ignore } from 'ignore';
import type { Config, PathConfig, SeverityChange } from './config.ts';

/** The part of a configuration that differs by path. Plain data, fit to be sent to a thread. */
export interface Rules extends Pick<Config, 'include' | 'exclude' | 'paths'> {
  /** Absolute: patterns start here. */
  readonly folder: string;
  readonly severity: Readonly<Record<string, SeverityChange>>;
}

/** What holds for one file, beside what holds for all. */
export type Choice = Omit<PathConfig, 'severity'> & { readonly severity: Readonly<Record<string, SeverityChange>> };

export interface Chooser {
  /** Why a file is passed over; undefined: it is not. `named`: the user gave its very path, so it need not be included. */
  excluded(path: string, named: boolean): string | undefined;
  /** Is all in this folder passed over? */
  excludesFolder(path: string): boolean;
  choose(path: string): Choice;
}

/** Paths are relative to the rules' folder, with slashes; one that leaves the folder matches no pattern. */
export function chooserOf({ include, exclude, paths = [], severity }: Rules): Chooser {
  const included = include === undefined ? undefined : matcherOf(include);
  const excluded = exclude === undefined ? undefined : matcherOf(exclude);
  const parts = paths.map(({ files, ...settings }) => ({ matcher: matcherOf(files), settings }));
  return {
    excluded(path, named) {
      if (excluded !== undefined && covers(excluded, path)) return 'excluded by the configuration';
      return named || included === undefined || covers(included, path) ? undefined : 'not included by the configuration';
    },
    excludesFolder: (path) => excluded !== undefined && covers(excluded, `${path}/`),
    choose(path) {
      const chosen = [{ severity }, ...parts.filter(({ matcher }) => covers(matcher, path)).map(({ settings }) => settings)];
      return Object.assign({}, ...chosen, { severity: Object.assign({}, ...chosen.map((each) => each.severity)) }) as Choice;
    },
  };
}

export const matcherOf = (patterns: readonly string[]): Ignore => ignore().add([...patterns]);

/** Does a pattern match, or a folder above? */
export const covers = (matcher: Ignore, path: string): boolean => ignore.isPathValid(path) && matcher.ignores(path);
