import type { EngineKind, Source } from '../../model/index.ts';
import { dockerFlags, dockerGlobals } from '../../options/flags/docker.ts';
import { type FlagTable, tableOf } from '../../options/flags/flag.ts';
import { podmanFlags, podmanGlobals } from '../../options/flags/podman.ts';
import { sharedFlags } from '../../options/flags/shared.ts';
import { baseName } from '../../text/path.ts';
import { type Arg, type CommandLine, openExpansion } from './argument.ts';
import { type Given, type ParsedOptions, parseOptions } from './options.ts';

/** A command that makes a container. */
export interface Invocation {
  readonly engine: EngineKind;
  /** "docker run" */
  readonly command: string;
  readonly first: Arg;
  readonly verb: Arg;
  /** Options of the engine's own program, before the verb. */
  readonly globals: readonly Given[];
  readonly args: readonly Arg[];
}

export interface Tables {
  readonly globals: FlagTable;
  readonly flags: FlagTable;
}

let tables: Readonly<Record<'docker' | 'podman', Tables>> | undefined;

/** What each engine takes; made on first use. */
export function tablesOf(engine: EngineKind): Tables {
  tables ??= {
    docker: { globals: tableOf(dockerGlobals()), flags: tableOf([...sharedFlags(), ...dockerFlags()]) },
    podman: { globals: tableOf(podmanGlobals()), flags: tableOf([...podmanFlags(), ...sharedFlags()]) },
  };
  return engine === 'podman' ? tables.podman : tables.docker;
}

/** docker [options] [container] run|create …; undefined for every other command. */
export function invocationOf({ args }: CommandLine, source: Source): Invocation | undefined {
  const [first] = args;
  if (first === undefined) return undefined;
  const engine = engineOf(first);
  const { globals: table } = tablesOf(engine);
  const before = parseOptions(args.slice(1), { source, command: engine, table, others: table, commas: false });
  const [word, ...rest] = before.rest;
  const nested = word?.text === 'container';
  const verb = nested ? rest[0] : word;
  if (verb === undefined || (verb.text !== 'run' && verb.text !== 'create')) return undefined;
  const own = before.rest.slice(nested ? 2 : 1);
  return { engine, command: `${engine} ${verb.text}`, first, verb, globals: before.given, args: own };
}

/** The options behind the verb, and the image with the words after it. */
export function optionsOf({ engine, command, args }: Invocation, source: Source): ParsedOptions {
  const others = tablesOf(engine === 'podman' ? 'docker' : 'podman').flags;
  return parseOptions(args, { source, command, table: tablesOf(engine).flags, others, commas: engine === 'podman' });
}

function engineOf(arg: Arg): EngineKind {
  const name = openExpansion(arg)?.written ?? baseName(arg.text);
  return /podman/i.test(name) ? 'podman' : 'docker';
}
