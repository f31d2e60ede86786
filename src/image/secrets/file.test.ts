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

describe('by its name and its looks, in files of settings and sources', () => {
  const made = 'Xk29dLq8vR3mT7wZ';
  const likely = (name: string, kind = 'a password') => [`1 what looks like ${kind} under the name ${name} likely`];
  it.each<[path: string, text: string, found: string[]]>([
    ['app/prod.env', `DB_PASSWORD=${made}\n`, likely('DB_PASSWORD')],
    ['app/a.properties', `spring.datasource.password = ${made}`, likely('spring.datasource.password')],
    ['app/a.yaml', `  clientSecret: "${made}x8"`, likely('clientSecret', 'a secret')],
    ['app/a.json', `{"db":{"password":"${made}"}}`, likely('password')],
    ['app/a.ini', `api_key=${made}${made}`, likely('api_key', 'a token')],
    ['app/a.xml', `<password>${made}</password>`, likely('password')],
    ['app/a.sh', `export PGPASSWORD='${made}'`, likely('PGPASSWORD')],
    ['app/a.py', `config['password'] = '${made}'`, likely('password')],
    ['app/a.js', `f({ authToken: \`${made}\` })`, likely('authToken', 'a token')],
    ['app/a.go', `password := "${made}"`, likely('password')],
    ['app/a.rb', `'password' => '${made}'`, likely('password')],
    ['app/a.php', `define('DB_PASSWORD', '${made}');`, likely('DB_PASSWORD')],
    ['etc/some-daemon', `password ${made}\nsecret=${made}`, ['2 what looks like a secret under the name secret likely']],
    ['app/a.yaml', `url: postgres://app:${made}@db:5432/app`, ['1 what looks like a password in an address likely']],
    ['app/a.js', `connect('amqp://a:${made}@mq')`, ['1 what looks like a password in an address likely']],
    ['app/a.yaml', 'url: postgres://app:password@db, http://a:8080/@x, https://a/b:Xk29dLq8vR3mT7wZ@c', []],
    ['app/a.js', `password = ${made};`, []],
    ['app/a.js', `if (password === '${made}')`, []],
    ['app/a.js', `// password: '${made}'\n# a://b:${made}@c`, []],
    ['app/a.js', `nextPageToken: '${made}'`, []],
    ['app/a.js', `passwordPolicy: '${made}'`, []],
    ['app/a.md', `password: ${made}`, []],
    ['app/package-lock.json', `"token": "${made}"`, []],
    ['app/a.json', `"password": "${made}`, []],
    ['app/a.yaml', `password: ${'${DB_PASSWORD}'}`, []],
    ['app/a.yaml', `token: ${token}`, ['1 a token of GitHub certain']],
    ['root/.npmrc', `//r/:_authToken=${made}`, ["1 npm's login certain"]],
  ])('%s %s', (path, text, found) => expect(inText(path, text)).toEqual(found));

  it('not in programs, and only a few of one file', () => {
    expect(look('app/a.conf', Buffer.from(`\0password=${made}`))).toEqual([]);
    expect(inText('app/a.conf', `password=${made}\n`.repeat(50))).toHaveLength(10);
  });

  it('wherever a block ends, and for any bytes', () => {
    const before = 1024 * 1024;
    for (let shift = 0; shift < 120; shift += 7) {
      const bytes = Buffer.concat([
        Buffer.alloc(before - 60 + shift, 10),
        Buffer.from(`SOME_LONG_PASSWORD=${made}\n`),
        Buffer.alloc(40_000, 10),
      ]);
      expect(look('srv/a.conf', bytes)).toEqual([
        `${before - 60 + shift + 1} what looks like a password under the name SOME_LONG_PASSWORD likely`,
      ]);
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (tail) => {
        const found = look('a.yaml', Buffer.concat([Buffer.from('api_key: "'), tail]));
        expect(found.every((line) => /^(?:\d+|-) /.test(line))).toBe(true);
      }),
    );
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
