import { normalize } from 'node:path/posix';
import type { Source } from '../../model/index.ts';
import { hasHole, plain, reasonFor, withFolder } from '../../text/shell/index.ts';
import { optionsOf } from './invocation.ts';
import { invocationsIn } from './invocations.ts';
import type { Given } from './options.ts';

/** The words of a run command, apart, so that the same container can be started with another program. */
export interface RunWords {
  readonly engine: 'docker' | 'podman';
  /** The engine's program as it is written: "docker", "/usr/bin/podman". */
  readonly program: string;
  /** Options of the program itself, before `run`. */
  readonly globals: readonly string[];
  /** What describes the container; what only concerns its name, its terminal, its output or its end is left out. */
  readonly options: readonly string[];
  readonly image: string;
}

/**
 * Options that describe no measure, or would be in the way of a second container beside the first: its name, its published ports and addresses, its
 * terminal, how it ends, where its output goes, and the program that is replaced.
 */
const leftOut: ReadonlySet<string> = new Set([
  ...['attach', 'cidfile', 'conmon-pidfile', 'detach', 'detach-keys', 'entrypoint', 'interactive', 'name', 'pidfile', 'pod-id-file'],
  ...['publish', 'publish-all', 'replace', 'restart', 'rm', 'rmi', 'sig-proxy', 'stop-signal', 'stop-timeout', 'tty', 'quiet'],
  ...['health-cmd', 'health-interval', 'health-on-failure', 'health-retries', 'health-start-period', 'health-timeout', 'no-healthcheck'],
  ...['ip', 'ip6', 'mac-address', 'log-driver', 'log-opt', 'passwd', 'preserve-fds', 'pull', 'sdnotify', 'timeout'],
]);

export interface Which {
  /** Where the command begins in the text; absent: it is the only one. */
  readonly start?: number;
  /** What stands for "$PWD" and the script's own folder. */
  readonly folder?: string;
}

/** `because`, fit to print: there is no run command in the text, more than one, or one with words that only a shell knows. */
export function runWords(source: Source, { start, folder }: Which = {}): RunWords | { readonly because: string } {
  const all = invocationsIn(plain(source.text), source, { load: () => undefined, env: {} });
  const [invocation, ...more] = all.filter(({ first }) => start === undefined || first.use.start === start);
  if (invocation === undefined) return { because: 'there is no docker run or podman run in it' };
  if (more.length > 0) return { because: 'there is more than one command in it' };
  const { given, rest, incomplete, problems } = optionsOf(invocation, source);
  const [first] = problems;
  if (first !== undefined) return { because: first.message };
  const image = rest[0]?.text;
  if (image === undefined || incomplete) return { because: 'it names no image' };
  const wordOf = wordIn(folder);
  const options = given.filter(({ flag }) => !leftOut.has(flag.name)).map(wordOf);
  const globals = invocation.globals.map(wordOf);
  const open = [...globals, ...options, image].find(hasHole);
  if (open !== undefined) return { because: reasonFor(open) ?? 'a word of it is not known before a shell has run it' };
  return {
    engine: invocation.engine === 'podman' ? 'podman' : 'docker',
    program: invocation.first.text,
    globals,
    options,
    image,
  };
}

/** Every option takes its value behind =, a switch too. */
const wordIn =
  (base: string | undefined) =>
  ({ option: { name, value } }: Given): string =>
    `${name}=${base !== undefined && hasHole(value) ? absolute(withFolder(value), base) : value}`;

/** A path that begins with a folder of the project, as "./data:/data:ro". */
const absolute = (value: string, base: string): string => (/^\.{1,2}(?:\/|:|$)/.test(value) ? normalize(`${base}/${value}`) : value);
