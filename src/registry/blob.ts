import { NoAnswer, Unreadable, type WebAnswer } from '../model/index.ts';
import { get } from './ask.ts';
import type { Descriptor } from './choose.ts';
import type { Place } from './place.ts';
import { because } from './resolve.ts';
import type { Session } from './session.ts';

/** Tries in a row that bring next to nothing. */
const mostTries = 3;
const progress = 1024 * 1024;
/** Whoever sends less in a second, all in all, is not waited for, in bytes. */
const slowest = 16 * 1024;

/**
 * The bytes of a blob; where they break off, the rest is asked for (distribution-spec 1.1, "Pulling blobs"; RFC 9110, 14). No more are taken than the
 * manifest says. Whether they are those of its digest is for the reader to tell. Throws Unreadable: one clause without the registry's name.
 */
export async function* blob(
  session: Session,
  place: Place,
  { digest, size }: Pick<Descriptor, 'digest' | 'size'>,
): AsyncGenerator<Uint8Array> {
  let at = 0;
  let tries = 0;
  while (at < size) {
    const begun = at;
    try {
      for await (const chunk of rest(session, place, digest, at, size)) {
        at += chunk.length;
        if (at > size) throw new Unreadable(`it sends more than the ${size} bytes that its manifest says`);
        yield chunk;
      }
      if (at < size) throw new NoAnswer(`it ends after ${at} of ${size} bytes`);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      tries = at - begun >= progress ? 1 : tries + 1;
      if (tries >= mostTries) throw error;
    }
  }
}

async function* rest(session: Session, place: Place, digest: string, from: number, size: number): AsyncGenerator<Uint8Array> {
  const timeout = session.timeout + Math.ceil((size - from) / slowest) * 1000;
  const wanted = { accept: '*/*', timeout, silence: session.timeout, ...(from === 0 ? {} : { from }) };
  const answer = await get(session, place, `blobs/${digest}`, wanted);
  try {
    let over = skipOf(answer, from, size);
    for await (const chunk of answer.body) {
      const kept = chunk.subarray(Math.min(over, chunk.length));
      over -= chunk.length - kept.length;
      if (kept.length > 0) yield kept;
    }
  } finally {
    answer.close();
  }
}

/** Bytes of an answer that were there before: all of them come again where a registry does not know ranges. */
function skipOf(answer: WebAnswer, from: number, size: number): number {
  if (answer.status === 200) return from;
  if (answer.status !== 206 || from === 0) throw answer.status === 404 ? new Unreadable('it has not got it') : because(answer);
  const [, first, total] = /^bytes (\d{1,15})-\d{1,15}\/(\d{1,15}|\*)$/.exec(answer.headers['content-range'] ?? '') ?? [];
  if (Number(first) !== from || (total !== '*' && Number(total) !== size))
    throw new Unreadable('asked for the rest of it, it sends another part');
  return 0;
}
