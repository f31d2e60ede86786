import { randomBytes } from 'node:crypto';
import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Unreadable } from '../model/index.ts';
import { isSystemError, reasonOfError } from './read.ts';
import { endBy, onSignals } from './signals.ts';
import { makeFolder } from './write.ts';

/**
 * Lets `work` write a new file beside `path`, and puts it in the place of that one when it has answered true: nobody ever sees half of it, and a run that is ended
 * leaves what was there. `from`: the new one begins as a copy of the old one. Throws what `work` throws, and Unreadable.
 */
export async function renewFile(path: string, from: 'copy' | 'nothing', work: (temporary: string) => Promise<boolean>): Promise<void> {
  makeFolder(dirname(path));
  const temporary = join(dirname(path), `.bulkhead-${process.pid}-${randomBytes(6).toString('hex')}.tmp`);
  const clean = (): void => rmSync(temporary, { force: true });
  const forget = onSignals((signal) => {
    clean();
    forget();
    endBy(signal);
  });
  try {
    if (from === 'copy' && existsSync(path)) copyFileSync(path, temporary);
    if (!(await work(temporary))) return;
    flush(temporary);
    renameSync(temporary, path);
  } catch (error) {
    throw isSystemError(error) ? new Unreadable(`${path} was not written: ${reasonOfError(error)}`) : error;
  } finally {
    forget();
    clean();
  }
}

/** A disk that is full must say so before the old file is gone. */
function flush(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
