import { createReadStream } from 'node:fs';
import { Unreadable } from '../model/index.ts';
import { lookAt, reasonOfError } from './read.ts';

/** The bytes of a file, piece by piece. Throws Unreadable: it is missing, no regular file, or cannot be read. */
export async function* bytesOfFile(path: string): AsyncGenerator<Uint8Array> {
  const stats = lookAt(path);
  if (stats === undefined) throw new Unreadable('it is missing');
  if (!stats.isFile()) throw new Unreadable('it is not a regular file');
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  try {
    for await (const chunk of file) yield chunk;
  } catch (error) {
    throw new Unreadable(reasonOfError(error));
  } finally {
    file.destroy();
  }
}
