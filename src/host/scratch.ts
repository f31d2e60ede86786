import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Unreadable } from '../model/index.ts';
import { reasonOfError } from './read.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Lends a program file to `work`, and takes it and what `alsoClean` stands for away afterwards, whether it went well, threw, or this process was told to end (`interrupted`).
 * The file can be read and executed by everybody who knows its name, as a container with other users has to.
 */
export async function withProgramFile<T>(
  bytes: Uint8Array,
  alsoClean: (interrupted: boolean) => Promise<void>,
  work: (path: string) => Promise<T>,
): Promise<T> {
  let folder = '';
  let cleaned: Promise<void> | undefined;
  const clean = (interrupted: boolean): Promise<void> => {
    cleaned ??= alsoClean(interrupted).finally(() => folder !== '' && rmSync(folder, { recursive: true, force: true }));
    return cleaned;
  };
  const end = (signal: NodeJS.Signals): void => {
    const leave = (): void => {
      for (const one of signals) process.off(one, end);
      process.kill(process.pid, signal);
    };
    clean(true).then(leave, leave);
  };
  for (const signal of signals) process.on(signal, end);
  try {
    folder = made(bytes);
    return await work(join(folder, 'program'));
  } finally {
    await clean(false);
    for (const signal of signals) process.off(signal, end);
  }
}

function made(bytes: Uint8Array): string {
  try {
    const folder = mkdtempSync(join(tmpdir(), 'bulkhead-'));
    chmodSync(folder, 0o711);
    writeFileSync(join(folder, 'program'), bytes, { mode: 0o555, flag: 'wx' });
    chmodSync(join(folder, 'program'), 0o555);
    return folder;
  } catch (error) {
    throw new Unreadable(`the probe program cannot be written below ${tmpdir()}: ${reasonOfError(error)}`);
  }
}
