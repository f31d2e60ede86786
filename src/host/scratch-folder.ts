import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Unreadable } from '../model/index.ts';
import { reasonOfError } from './read.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Lends an empty folder, which nobody else can read, to `work`, and takes it away afterwards, whether it went well, threw, or this process was told to end.
 * Throws Unreadable where none can be made.
 */
export async function withScratchFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = made();
  const clean = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  const forget = (): void => {
    for (const one of signals) process.off(one, end);
  };
  const end = (signal: NodeJS.Signals): void => {
    clean();
    forget();
    process.kill(process.pid, signal);
  };
  for (const signal of signals) process.on(signal, end);
  try {
    return await work(folder);
  } finally {
    forget();
    clean();
  }
}

function made(): string {
  try {
    return realpathSync(mkdtempSync(join(tmpdir(), 'bulkhead-')));
  } catch (error) {
    throw new Unreadable(`no folder can be made below ${tmpdir()}: ${reasonOfError(error)}`);
  }
}
