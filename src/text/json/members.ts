import { Unreadable } from '../../model/index.ts';

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const opening: ReadonlySet<number> = new Set([0x7b, 0x5b]);
const closing: ReadonlySet<number> = new Set([0x7d, 0x5d]);

/**
 * The members of one JSON object that is too long to be held: each as its name and value, in their order. `most`: bytes of one member. Throws Unreadable: it is no
 * object, is cut off, or a member is longer or broken.
 */
export async function* jsonMembers(content: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<readonly [string, unknown]> {
  let depth = 0;
  let inText = false;
  let escaped = false;
  let ended = false;
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of content) {
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (inText) {
        if (escaped) escaped = false;
        else if (byte === backslash) escaped = true;
        else if (byte === quote) inText = false;
        continue;
      }
      if (byte === quote) inText = true;
      else if (opening.has(byte)) {
        depth += 1;
        if (depth === 1) from = at + 1;
        if (depth === 1 && (byte !== 0x7b || ended)) throw new Unreadable('it is no JSON object');
      } else if (closing.has(byte)) {
        depth -= 1;
        if (depth < 0) throw new Unreadable('it is no JSON: a bracket closes nothing');
        ended = depth === 0;
      }
      if ((byte === comma && depth === 1) || (ended && depth === 0 && closing.has(byte))) {
        const member = parsed([...held, chunk.subarray(from, at)]);
        if (member !== undefined) yield member;
        held = [];
        size = 0;
        from = at + 1;
      }
    }
    if (depth === 0) continue;
    held.push(chunk.slice(from));
    size += chunk.length - from;
    if (size > most) throw new Unreadable(`one member of it is longer than ${most / 1024 ** 2} MiB`);
  }
  if (!ended) throw new Unreadable('it is cut off: the end is missing');
}

/** Undefined: there is nothing, as in an empty object. */
function parsed(pieces: readonly Uint8Array[]): readonly [string, unknown] | undefined {
  const text = Buffer.concat(pieces).toString('utf8');
  if (text.trim() === '') return undefined;
  try {
    const [member] = Object.entries(JSON.parse(`{${text}}`) as Readonly<Record<string, unknown>>);
    return member;
  } catch {
    throw new Unreadable('it is no JSON: a member of it is broken');
  }
}
