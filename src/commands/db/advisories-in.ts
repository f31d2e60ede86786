import { read, readMember, type Told } from '../../advisories/forms/read.ts';
import { Unreadable } from '../../model/index.ts';
import { jsonMembers } from '../../text/json/members.ts';
import type { Document } from './documents.ts';

/** A longer document is read member by member: only the JSON of Debian's tracker is. */
const heldWhole = 16 * 1024 ** 2;
const longestMember = 128 * 1024 ** 2;

/** What a document says, in one or many parts; none: it is in none of the forms. Throws Unreadable for one that is broken. */
export async function* advisoriesIn({ content }: Document): AsyncGenerator<Told> {
  const held: Uint8Array[] = [];
  let size = 0;
  const rest = content[Symbol.asyncIterator]();
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
    held.push(next.value);
    size += next.value.length;
    if (size > heldWhole) return yield* membersOf(held, rest);
  }
  const told = read(decoded(held));
  if (told !== undefined) yield told;
}

async function* membersOf(held: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Told> {
  if (held[0]?.find((byte) => byte > 0x20) !== 0x7b) throw new Unreadable(`it is longer than ${heldWhole / 1024 ** 2} MiB`);
  for await (const [name, value] of jsonMembers(joined(held, rest), longestMember)) {
    const told = readMember(name, value);
    if (told === undefined) throw new Unreadable(`it is longer than ${heldWhole / 1024 ** 2} MiB, and not the JSON of Debian's tracker`);
    yield told;
  }
}

async function* joined(held: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* held;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

function decoded(held: readonly Uint8Array[]): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(held));
  } catch {
    // No text, so none of the forms; a picture in a folder is no mistake.
    return '';
  }
}
