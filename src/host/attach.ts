import type { ChildProcess, StdioOptions } from 'node:child_process';
import { constants } from 'node:os';
import { Unreadable } from '../model/index.ts';
import { isSystemError, reasonOfError } from './read.ts';
import { onSignals } from './signals.ts';

/** Signals that are for the program: whoever sends one to us means it. */
const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGCONT', 'SIGWINCH'] as const;
/** A terminal sends these to every program in front, the one that we started too. */
const fromTerminal: ReadonlySet<NodeJS.Signals> = new Set(['SIGINT', 'SIGQUIT', 'SIGHUP', 'SIGCONT', 'SIGWINCH']);

export interface Attached {
  /** The program's exit code; 128 and the signal's number where one ended it. */
  readonly code: number;
}

/**
 * Runs a program in front, with our own standard streams (`quiet`: its output goes to standard error) and `env` (default: our environment), and hands signals on to
 * it. Throws Unreadable where it cannot be started.
 */
export async function attach(
  file: string,
  args: readonly string[],
  quiet: 'output to stderr' | 'no streams' | 'as ours' = 'as ours',
  env: Readonly<Record<string, string>> | undefined = undefined,
): Promise<Attached> {
  const { spawn } = await import('node:child_process');
  const stdio: StdioOptions = quiet === 'as ours' ? 'inherit' : quiet === 'no streams' ? 'ignore' : ['inherit', 2, 2];
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio, ...(env === undefined ? {} : { env: { ...env } }) });
    const stop = handOn(child);
    child.on('error', (error) => {
      stop();
      reject(isSystemError(error) ? new Unreadable(`${file} could not be started: ${reasonOfError(error)}`) : error);
    });
    child.on('exit', (code, signal) => {
      stop();
      resolve({ code: code ?? 128 + (signal === null ? 0 : constants.signals[signal]) });
    });
  });
}

/** What it answers takes the handlers away. */
function handOn(child: ChildProcess): () => void {
  const inTerminal = [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY === true);
  const hand = (signal: NodeJS.Signals): void => {
    if (!(inTerminal && fromTerminal.has(signal))) child.kill(signal);
  };
  return onSignals(hand, forwarded);
}
