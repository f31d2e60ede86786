import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { storedLayer } from './stored-layer.ts';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-stored-'));
const diff = join(folder, 'diff');
const record = join(folder, 'record.gz');
const large = Buffer.alloc(700_000, 'z');
mkdirSync(join(diff, 'sub'), { recursive: true });
writeFileSync(join(folder, 'outside'), 'secret');
writeFileSync(join(diff, 'a'), 'aaa');
writeFileSync(join(diff, 'sub/ü'), 'üüü');
writeFileSync(Buffer.concat([Buffer.from(`${diff}/`), Buffer.from([0xff])]), 'raw');
writeFileSync(join(diff, 'large'), large);
symlinkSync('../outside', join(diff, 'link'));
symlinkSync('..', join(diff, 'up'));
symlinkSync('sub', join(diff, 'other'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bytes = (text: string) => JSON.stringify({ type: 2, payload: Buffer.from(text).toString('base64'), position: 0 });
const file = (name: string, size: number) => JSON.stringify({ type: 1, name, size, payload: 'AAAAAAAAAAA=', position: 1 });

async function read(...lines: string[]): Promise<string> {
  writeFileSync(record, gzipSync(lines.map((line) => `${line}\n`).join('')));
  const chunks: Uint8Array[] = [];
  for await (const chunk of storedLayer(record, diff)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

describe('a layer out of a store', () => {
  it.each<[string, string[], string]>([
    ['headers and files', [bytes('<'), file('a', 3), bytes('>')], '<aaa>'],
    ['a file of no bytes is not looked for', [file('nowhere', 0), bytes('x')], 'x'],
    ['a name in UTF-8', [file('sub/ü', 6)], 'üüü'],
    ['a name in no encoding', [JSON.stringify({ type: 1, name_raw: Buffer.from([0xff]).toString('base64'), size: 3 })], 'raw'],
    ['a large file, in its order', [bytes('<'), file('large', large.length), bytes('>')], `<${large}>`],
    ['a link on the way that stays inside', [file('other/ü', 6)], 'üüü'],
    ['nothing', [], ''],
  ])('%s', async (_, lines, expected) => {
    expect((await read(...lines)) === expected).toBe(true);
  });

  it.each<[string, string[], RegExp]>([
    ['a link that leads out', [file('link', 6)], /^link: /],
    ['a folder that leads out', [file('up/outside', 6)], /^up\/outside lies elsewhere than its record says$/],
    ['a path that climbs', [file('../outside', 6)], /^\.\.\/outside lies elsewhere/],
    ['an absolute path', [file('/etc/hostname', 1)], /there is no such file/],
    ['a folder', [file('sub', 1)], /^sub lies elsewhere/],
    ['a file that is gone', [file('gone', 1)], /^gone: there is no such file/],
    ['a file that is shorter', [file('a', 4)], /^a is shorter than its record says$/],
    ['no JSON', ['{'], /record \(tar-split\) is damaged/],
    ['no size', [JSON.stringify({ type: 1, name: 'a', size: -1 })], /record \(tar-split\) is damaged/],
    ['another type', [JSON.stringify({ type: 3 })], /record \(tar-split\) is damaged/],
  ])('%s: one line', async (_, lines, message) => {
    await expect(read(...lines)).rejects.toThrow(message);
  });

  it('no record, or no gzip', async () => {
    const all = async (path: string) => {
      for await (const chunk of storedLayer(path, diff)) expect(chunk).toBeUndefined();
    };
    await expect(all(join(folder, 'none'))).rejects.toThrow(/the store has no record/);
    writeFileSync(record, 'no gzip');
    await expect(all(record)).rejects.toThrow(/damaged/);
  });
});
