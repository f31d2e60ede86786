import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

export interface Ran {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

export const cli = resolve('dist/cli.cjs');

/**
 * Milliseconds of wall clock after which a run is taken for hung. Nothing here computes for more than a few seconds; the rest is for machines where
 * others have the processor, since only a process of its own could be limited by what it computes. How fast a thing is, is measured elsewhere.
 */
export const patience = 120_000;

/** Runs the built command as a user would. `stdin`: what is piped in (default: nothing, closed). */
export function bulkhead(args: readonly string[], options: { cwd?: string; stdin?: string; env?: Record<string, string> } = {}): Ran {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [cli, ...args], {
    cwd: options.cwd,
    input: options.stdin ?? '',
    env: { PATH: process.env.PATH ?? '', ...options.env },
    timeout: patience,
    maxBuffer: 1 << 28,
  });
  if (error !== undefined) throw error;
  return { exit: status, out: stdout.toString(), err: stderr.toString() };
}
