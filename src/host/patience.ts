import type { Readable } from 'node:stream';

/** Milliseconds that a stream may let us wait: `first` for its first piece (default: as for any), `silence` for each, `whole` for all together. */
export interface Patience {
  readonly first?: number;
  readonly silence: number;
  readonly whole?: number;
}

/**
 * The pieces of a stream, which is destroyed once it lets us wait too long: `late` says so. What the reader itself needs between two
 * pieces does not count.
 */
export async function* patiently(
  stream: Readable,
  { first, silence, whole = Number.POSITIVE_INFINITY }: Patience,
  late: (clause: string) => Error,
): AsyncGenerator<Uint8Array> {
  let waited = 0;
  let limit = first ?? silence;
  let since: number | undefined;
  // A destroyed stream may say only that it was.
  let why: Error | undefined;
  const watch = setInterval(
    () => {
      if (since === undefined) return;
      const waits = performance.now() - since;
      if (waits > limit) why = late(`it says nothing for ${limit / 1000} s`);
      else if (waits + waited > whole) why = late(`it gives no whole answer within ${Math.round(whole / 1000)} s`);
      else return;
      stream.destroy(why);
    },
    Math.min(1000, silence / 4),
  );
  const pieces = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      since = performance.now();
      const next = await pieces.next();
      waited += performance.now() - since;
      since = undefined;
      if (next.done === true) return;
      limit = silence;
      yield next.value as Uint8Array;
    }
  } catch (error) {
    throw why ?? error;
  } finally {
    clearInterval(watch);
    stream.destroy();
  }
}
