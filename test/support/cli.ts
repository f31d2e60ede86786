import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

export interface Ran {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

export const cli = resolve('dist/cli.cjs');

/** Runs the built command as a user would. `stdin`: what is piped in (default: nothing, closed). */
export function bulkhead(args: readonly string[], options: { cwd?: string; stdin?: string; env?: Record<string, string> } = {}): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: options.cwd,
    input: options.stdin ?? '',
    env: { PATH: process.env.PATH ?? '', ...options.env },
    timeout: 20_000,
    maxBuffer: 1 << 28,
  });
  return { exit: status, out: stdout.toString(), err: stderr.toString() };
}
