import { escapes } from './all.ts';
import type { Escape } from './escape.ts';
import { compareVersions } from './versions.ts';

export { escapes } from './all.ts';
export { escapesBehind } from './behind.ts';
export type { Escape } from './escape.ts';
export { compareDebian, compareVersions } from './versions.ts';
export { withoutFault } from './without-fault.ts';

/** An escape that a version has, with the version of its line that mends it. */
export interface Open {
  readonly fault: Escape;
  readonly fixed?: string;
}

/** The escapes of a program that a version's number alone speaks for. Undefined: the text is no version. */
export function openIn(program: string, version: string): readonly Open[] | undefined {
  if (compareVersions(version, '0') === undefined) return undefined;
  return escapes
    .filter((fault) => fault.program === program)
    .flatMap((fault): Open[] => {
      const range = fault.affected.find(
        ({ from = '0', fixed }) => notBefore(version, from) && (fixed === undefined || !notBefore(version, fixed)),
      );
      return range === undefined ? [] : [{ fault, ...(range.fixed === undefined ? {} : { fixed: range.fixed }) }];
    });
}

const notBefore = (version: string, other: string): boolean => (compareVersions(version, other) ?? -1) >= 0;
