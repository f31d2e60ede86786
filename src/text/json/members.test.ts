import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Unreadable } from '../../model/index.ts';
import { jsonMembers } from './members.ts';

/** In pieces of some length. */
async function membersOf(text: string, piece: number, most = 1000): Promise<(readonly [string, unknown])[]> {
  const bytes = Buffer.from(text);
  async function* content(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
  }
  const all: (readonly [string, unknown])[] = [];
  for await (const member of jsonMembers(content(), most)) all.push(member);
  return all;
}

it('gives what JSON.parse gives, however it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 5 }),
      fc.integer({ min: 1, max: 50 }),
      fc.constantFrom(undefined, 2),
      async (value, piece, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(Object.fromEntries(await membersOf(text, piece, 100_000))).toEqual(JSON.parse(text));
      },
    ),
    { numRuns: 300 },
  );
});

it.each<[string, string, RegExp]>([
  ['a list', '[1]', /no JSON object/],
  ['two', '{}{}', /no JSON object/],
  ['cut off', '{"a": {"b": 1}, "c"', /cut off/],
  ['in a text', '{"a": "b', /cut off/],
  ['closed twice', '{"a": 1}}', /closes nothing/],
  ['a broken member', '{"a": 1, b: 2}', /a member of it is broken/],
  ['nothing', '', /cut off/],
  ['a long member', `{"a": "${'x'.repeat(2000)}"}`, /one member of it is longer/],
])('%s is refused', async (_, text, message) => {
  await expect(membersOf(text, 7)).rejects.toThrow(Unreadable);
  await expect(membersOf(text, 7)).rejects.toThrow(message);
});
