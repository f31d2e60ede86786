import type { Source } from '../../model/index.ts';
import { type FlagTable, quiet, tableOf } from '../../options/flags/flag.ts';
import { plain } from '../../text/shell/index.ts';
import { quoteArgv } from './argv.ts';
import { tablesOf } from './invocation.ts';
import { invocationsIn } from './invocations.ts';
import { type ParsedOptions, parseOptions } from './options.ts';

/** Options that only `bulkhead run` has; a switch is one without a value. */
export interface OwnOptions {
  readonly values: readonly string[];
  readonly switches: readonly string[];
}

/** An option as it was given: the long name without its dashes. */
export interface AskedOption {
  readonly flag: string;
  readonly value: string;
  /** It says nothing of what a container may do. */
  readonly quiet?: true;
}

/** The words behind `bulkhead run`, apart. */
export interface AskedRun {
  readonly options: readonly AskedOption[];
  /** Those of OwnOptions. */
  readonly own: readonly AskedOption[];
  /** Absent: nothing stands behind the options. */
  readonly image?: string;
  readonly words: readonly string[];
}

/**
 * The words of `docker run` or `podman run` behind the verb, which a shell has read already. Throws nothing; `because`, fit to print, where
 * an option is not known or lacks its value.
 */
export function askedRun(
  argv: readonly string[],
  engine: 'docker' | 'podman' | 'either',
  own: OwnOptions,
): AskedRun | { readonly because: string } {
  const source: Source = { path: 'command line', text: quoteArgv(['docker', 'run', ...argv]) };
  const [invocation] = invocationsIn(plain(source.text), source, { load: () => undefined, env: {} });
  if (invocation === undefined) return { because: 'the words are none of a command' };
  const mine = new Set([...own.values, ...own.switches]);
  const read = parsed(invocation.args, source, engine, own);
  const [first] = read.problems;
  if (first !== undefined) return { because: first.message };
  const given = read.given.map(({ flag, option }) => ({
    ...{ flag: flag.name, value: option.value },
    ...(flag.effect === undefined ? { quiet: true as const } : {}),
  }));
  const [image, ...words] = read.rest.map(({ text }) => text);
  // Podman has a --secret too; ours says where the value comes from.
  const isOwn = ({ flag, value, quiet: bare }: AskedOption): boolean => mine.has(flag) && (bare === true || sourced.test(value));
  return {
    options: given.filter((one) => !isOwn(one)),
    own: given.filter(isOwn),
    ...(image === undefined ? {} : { image }),
    words,
  };
}

/** NAME=…: Podman's own is a name, which has no = in it, and what stands behind a comma. */
const sourced = /^[^,=]*=/;

function parsed(
  args: Parameters<typeof parseOptions>[0],
  source: Source,
  engine: 'docker' | 'podman' | 'either',
  own: OwnOptions,
): ParsedOptions {
  const mine = tableOf([...own.values.map((name) => quiet(name, true)), ...own.switches.map((name) => quiet(name, false))]);
  const other = engine === 'podman' ? 'docker' : 'podman';
  const flags = engine === 'either' ? both() : tablesOf(engine).flags;
  const table: FlagTable = new Map([...mine, ...flags]);
  return parseOptions(args, { source, command: 'bulkhead run', table, others: tablesOf(other).flags, commas: false });
}

const both = (): FlagTable => new Map([...tablesOf('docker').flags, ...tablesOf('podman').flags]);
