import type { ChildProcess } from 'node:child_process';
import { Unreadable } from '../model/index.ts';
import { forget, killGroup, remember } from './children.ts';
import { type Patience, patiently } from './patience.ts';
import { isSystemError, reasonOfError } from './read.ts';

const usual: Patience = { first: 15 * 60_000, silence: 120_000 };

/** Of what it says on standard error, no more is kept, in bytes. */
const keptErrors = 64 * 1024;

/**
 * What a program prints, however much, piece by piece; it runs without a shell and without standard input, in the environment `env`. Throws
 * Unreadable, also at the end, where it fails: `explain` makes one clause of what it said.
 */
export async function* toolStream(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  explain: (stderr: string) => string,
  patience: Patience = usual,
): AsyncGenerator<Uint8Array> {
  const { spawn } = await import('node:child_process');
  // Its own process group, so that what it started ends with it.
  const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  remember(child);
  const errors = lastOf(child);
  const ended = endOf(child);
  try {
    yield* patiently(child.stdout, patience, (clause) => new Unreadable(clause));
    const { code, error } = await ended;
    if (error !== undefined) throw couldNotStart(error);
    if (code !== 0) throw new Unreadable(code === null ? 'it was ended by a signal' : explain(errors()));
  } finally {
    forget(child);
    if (child.exitCode === null) killGroup(child);
  }
}

function endOf(child: ChildProcess): Promise<{ readonly code: number | null; readonly error?: unknown }> {
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: null, error }));
    child.on('close', (code) => resolve({ code }));
  });
}

function lastOf({ stderr }: ChildProcess): () => string {
  let said = Buffer.alloc(0);
  stderr?.on('data', (chunk: Buffer) => {
    said = Buffer.concat([said, chunk]).subarray(-keptErrors);
  });
  return () => said.toString('utf8');
}

const couldNotStart = (error: unknown): unknown =>
  isSystemError(error) ? new Unreadable(`it could not be started: ${reasonOfError(error)}`) : error;
