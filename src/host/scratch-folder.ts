import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Unreadable } from '../model/index.ts';
import { foldersLeft, ownedFolder, removeFolder } from './left-behind.ts';
import { reasonOfError } from './read.ts';
import { endBy, onSignals } from './signals.ts';

/**
 * Lends an empty folder, which nobody else can read, to `work`, and takes it away afterwards, whether it went well, threw, or this process was told to end.
 * Throws Unreadable where none can be made.
 */
export async function withScratchFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  for (const { path } of foldersLeft('scratch', [tmpdir()])) removeFolder(path);
  const folder = made();
  const clean = (): void => removeFolder(folder);
  const forget = onSignals((signal) => {
    clean();
    forget();
    endBy(signal);
  });
  try {
    return await work(folder);
  } finally {
    forget();
    clean();
  }
}

function made(): string {
  try {
    return realpathSync(ownedFolder('scratch', tmpdir()));
  } catch (error) {
    throw new Unreadable(`no folder can be made below ${tmpdir()}: ${reasonOfError(error)}`);
  }
}
