import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileSecrets } from './file.ts';

const token = `ghp_${'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5'}`;
const key = (options: object = {}) =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem', ...options }) as string;
const open = key();

function look(path: string, bytes: Uint8Array, cuts: readonly number[] = []): string[] {
  const files = fileSecrets();
  files.begin(path);
  let from = 0;
  for (const cut of [...cuts.map((one) => one % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]) {
    files.data(bytes.subarray(from, cut));
    from = cut;
  }
  return files.end().map(({ line, what, certainty }) => `${line ?? '-'} ${what} ${certainty}`);
}
const inText = (path: string, text: string) => look(path, Buffer.from(text));

describe('told by its shape, in any file', () => {
  it.each<[string, string, string[]]>([
    ['a token', `a\nb = ${token};\n`, ['2 a token of GitHub certain']],
    ['at the very end', `x ${token}`, ['1 a token of GitHub certain']],
    ['inside a longer word', `x${token}`, []],
    ['too short', 'ghp_abcdef', []],
    ['a private key', `\n\n${open}`, ['3 a private key (PRIVATE KEY) certain']],
    ['in a string of JSON', JSON.stringify({ chain: 'x\n', key: open }), ['1 a private key (PRIVATE KEY) certain']],
    ['after a written line break', JSON.stringify(`a\n${open}`), ['1 a private key (PRIVATE KEY) certain']],
    ['encrypted', key({ cipher: 'aes-256-cbc', passphrase: 'x' }), ['1 an encrypted private key (ENCRYPTED PRIVATE KEY) encrypted']],
    ['the first line alone, as programs hold it', '-----BEGIN PRIVATE KEY-----\0-----END PRIVATE KEY-----', []],
    ['dots, as documentation has it', '-----BEGIN PRIVATE KEY-----\nMIIE...\n-----END PRIVATE KEY-----', []],
    ['a certificate', open.replaceAll('PRIVATE KEY', 'CERTIFICATE'), []],
    ['a public key', open.replaceAll('PRIVATE', 'PUBLIC'), []],
  ])('%s', (_, text, expected) => expect(inText('srv/file', text)).toEqual(expected));

  it('in a program, without a line', () => {
    expect(look('bin/x', Buffer.concat([Buffer.from([0x7f, 0x45, 0, 0]), Buffer.from(` ${token} `)]))).toEqual([
      '- a token of GitHub certain',
    ]);
  });
});

describe('where the pieces are cut does not matter', () => {
  const far = 1024 * 1024;
  const large = Buffer.concat([
    Buffer.from('line\n'.repeat(far / 5 - 4)),
    Buffer.from(`\n${open}\nx=${token}\n`),
    Buffer.from('more\n'.repeat(far / 4)),
    Buffer.from(`last ${token}\n`),
  ]);
  const whole = look('srv/large.txt', large);

  it('finds what lies on the border of two blocks, and far behind', () => {
    const text = large.toString('latin1');
    const lineOf = (part: string, from = 0) => text.slice(0, text.indexOf(part, from)).split('\n').length;
    expect(whole).toEqual([
      `${lineOf('-----BEGIN')} a private key (PRIVATE KEY) certain`,
      `${lineOf(token)} a token of GitHub certain`,
      `${lineOf('last')} a token of GitHub certain`,
    ]);
  });

  it('for any cuts', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(large.length), { maxLength: 12 }), (cuts) => {
        expect(look('srv/large.txt', large, cuts)).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });

  it('wherever a block ends', () => {
    for (let shift = 0; shift < 60; shift += 3) {
      const before = 1024 * 1024 + 17 * 1024 - 17 * 1024 - 30 + shift;
      const bytes = Buffer.concat([Buffer.alloc(before, 32), Buffer.from(token), Buffer.alloc(40_000, 32)]);
      expect(look('srv/x', bytes, [before + 10])).toEqual(['1 a token of GitHub certain']);
    }
  });
});

it('never answers with more than a few of one file', () => {
  expect(inText('x', `${token}\n`.repeat(1000))).toHaveLength(20);
});
