import type { IncomingMessage } from 'node:http';
import { Unreadable } from '../model/index.ts';
import { explained, whereOf } from './engine-api.ts';
import { type Patience, patiently } from './patience.ts';

/** Docker before 25 writes the whole image into a folder before it sends the first byte (moby 20.10 image/tarexport/save.go). */
const usual: Patience = { first: 15 * 60_000, silence: 120_000 };

/** Of an answer that is an error no more is read. */
const longestError = 64 * 1024;

/**
 * GET as `ask` does it, of an answer of any length, piece by piece. Throws as `ask` does, and so does reading the pieces. `explain`: what to say of
 * an answer whose status is no success.
 */
export async function stream(
  url: string,
  path: string,
  explain: (status: number, text: string) => Error,
  patience: Patience = usual,
): Promise<AsyncIterable<Uint8Array>> {
  const where = whereOf(url);
  const { request } = await import('node:http');
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request({ ...where, path, method: 'GET', headers: { Host: 'localhost', Accept: '*/*' }, agent: false });
    const limit = patience.first ?? patience.silence;
    const timer = setTimeout(() => sent.destroy(new Unreadable(`it says nothing for ${limit / 1000} s`)), limit);
    sent.on('error', (error) => {
      clearTimeout(timer);
      reject(explained(error));
    });
    sent.on('response', (response) => {
      clearTimeout(timer);
      // Whoever reads it gets the error; it must not end the process where nobody does.
      response.on('error', () => {});
      resolve(response);
    });
    sent.end();
  });
  const body = bodyOf(answer, patience);
  if (answer.statusCode === 200) return body;
  throw explain(answer.statusCode ?? 0, await beginning(body));
}

async function* bodyOf(answer: IncomingMessage, patience: Patience): AsyncGenerator<Uint8Array> {
  try {
    yield* patiently(answer, patience, (clause) => new Unreadable(clause));
  } catch (error) {
    throw answer.destroyed && !answer.complete && !(error instanceof Unreadable)
      ? new Unreadable('its answer breaks off')
      : explained(error);
  }
  if (!answer.complete) throw new Unreadable('its answer breaks off');
}

async function beginning(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > longestError) break;
  }
  return Buffer.concat(chunks).subarray(0, longestError).toString('utf8');
}
