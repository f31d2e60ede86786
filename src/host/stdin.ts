import type { Readable } from 'node:stream';
import { Unreadable } from '../model/index.ts';
import { decode, largestText, reasonOfError, TooLarge } from './read.ts';

/** All of a stream (standard input) as text. Throws Unreadable as readText does. */
export async function readStream(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      const bytes = Buffer.from(chunk);
      length += bytes.length;
      if (length > largestText) throw new TooLarge(length);
      chunks.push(bytes);
    }
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable(reasonOfError(error));
  }
  return decode(Buffer.concat(chunks));
}
