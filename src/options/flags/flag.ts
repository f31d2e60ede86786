import type { Effect } from '../draft.ts';

/** One option of a command line. */
export interface Flag {
  /** Without dashes. */
  readonly name: string;
  readonly short?: string;
  readonly takesValue: boolean;
  /** What it does to the container; absent: nothing that is judged. */
  readonly effect?: Effect;
  /** Podman splits the value at commas (pflag StringSlice). */
  readonly commas?: true;
}

/** "volume" or "volume v": the long name and, if there is one, the letter. */
const named = (names: string): Pick<Flag, 'name' | 'short'> => {
  const [name = '', short] = names.split(' ');
  return short === undefined ? { name } : { name, short };
};

export const takes = (names: string, effect: Effect): Flag => ({ ...named(names), takesValue: true, effect });
export const takesList = (names: string, effect: Effect): Flag => ({ ...takes(names, effect), commas: true });
export const turns = (names: string, effect: Effect): Flag => ({ ...named(names), takesValue: false, effect });

/** Options without a say in what is judged, by name. */
export const values = (list: string): Flag[] => list.split(' ').map((name) => ({ name, takesValue: true }));
export const switches = (list: string): Flag[] => list.split(' ').map((name) => ({ name, takesValue: false }));
export const quiet = (names: string, takesValue: boolean): Flag => ({ ...named(names), takesValue });

/** Flags by what stands on the command line: "name" and "-n". */
export type FlagTable = ReadonlyMap<string, Flag>;

export const tableOf = (flags: readonly Flag[]): FlagTable =>
  new Map(flags.flatMap((flag) => [[flag.name, flag] as const, ...(flag.short === undefined ? [] : [[`-${flag.short}`, flag] as const])]));

/** The key under which the table has a word's flag. */
export const nameOf = (text: string): string => (text.startsWith('--') ? (text.slice(2).split('=', 1)[0] ?? '') : text.slice(0, 2));
