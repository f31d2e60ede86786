import type { Readable } from 'node:stream';
import { decode, largestText, TooLarge } from './read.ts';

/** All of a stream (standard input) as text. Throws Unreadable as readText does. */
export async function readStream(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > largestText) throw new TooLarge(length);
    chunks.push(bytes);
  }
  return decode(Buffer.concat(chunks));
}
