import { Unreadable } from '../model/index.ts';
import { largestText } from './read.ts';
import { findTool } from './run-tool.ts';

/** One program, asked without a shell; it has an end by time and by output. */
export interface Git {
  /** Standard output. Throws Unreadable, one line, for what git refuses. */
  text(args: readonly string[], most?: number): string;
  /** The same, undefined where git refuses. */
  maybe(args: readonly string[]): string | undefined;
  /** With standard input, as bytes. */
  bytes(args: readonly string[], input: string, most: number): Buffer;
}

/**
 * What a hostile repository could have git start: hooks, a file system monitor, a fetch of what is missing by a program of its own
 * choice, a pager. None of the commands used here runs filters or text converters (git-cat-file(1), git-ls-tree(1)).
 */
const safely = [
  ...['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'protocol.allow=never', '-c', 'core.quotePath=false'],
  '--no-pager',
];

/** Of the caller's environment only what says where its configuration is: safe.directory may be there. */
const kept =
  /^(?:HOME|PATH|USER|XDG_CONFIG_HOME|GIT_CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+)|GIT_CEILING_DIRECTORIES|GIT_DISCOVERY_ACROSS_FILESYSTEM)$/;

function environment(): Record<string, string> {
  const own = Object.entries(process.env).flatMap(([name, value]) =>
    value !== undefined && kept.test(name) ? [[name, value] as const] : [],
  );
  return {
    ...Object.fromEntries(own),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ALLOW_PROTOCOL: '',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_LITERAL_PATHSPECS: '1',
  };
}

/** Milliseconds for one command. */
const patience = 60_000;

/** Git in this folder. Throws Unreadable where there is no git. */
export async function gitIn(folder: string): Promise<Git> {
  const program = await findTool('git');
  if (program === undefined) throw new Unreadable('git is not in PATH, and a revision is read with it; name two files or folders instead');
  const { spawnSync } = await import('node:child_process');
  const env = environment();
  const run = (args: readonly string[], input: string, most: number): { readonly out: Buffer } | { readonly refused: string } => {
    const { stdout, stderr, status, error } = spawnSync(program, [...safely, ...args], {
      cwd: folder,
      env,
      input,
      timeout: patience,
      killSignal: 'SIGKILL',
      maxBuffer: most,
    });
    if (error !== undefined) return { refused: endedEarly(error) };
    return status === 0 ? { out: stdout } : { refused: reasonOf(stderr.toString('utf8')) };
  };
  const bytes: Git['bytes'] = (args, input, most) => {
    const answer = run(args, input, most);
    if ('refused' in answer) throw new Unreadable(answer.refused);
    return answer.out;
  };
  return {
    bytes,
    text: (args, most = largestText) => bytes(args, '', most).toString('utf8'),
    maybe(args) {
      const answer = run(args, '', largestText);
      return 'refused' in answer ? undefined : answer.out.toString('utf8');
    },
  };
}

function endedEarly(error: Error): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ETIMEDOUT') return `git was stopped after ${patience / 1000} s without an end`;
  return code === 'ENOBUFS' ? 'git was stopped: it printed more than was asked for' : `git could not be run: ${code ?? error.message}`;
}

/** Git's own words on one line, and the way out where they do not say it. */
function reasonOf(said: string): string {
  if (/dubious ownership/.test(said))
    return 'git does not read this repository, because it belongs to another user; if you trust it: git config --global --add safe.directory FOLDER';
  if (/not a git repository/i.test(said))
    return 'this is no git repository, and revisions are read from one; name two files or folders instead';
  const line = said.split('\n').find((each) => /^(?:fatal|error):/.test(each)) ?? said.split('\n', 1)[0] ?? '';
  return `git says: ${line.replace(/^(?:fatal|error): /, '').slice(0, 300)}`;
}
