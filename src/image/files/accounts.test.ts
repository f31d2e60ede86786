import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tarOf } from '../../../test/support/tar.ts';
import type { LayerFile } from '../../model/index.ts';
import { layerReader } from '../layer/read.ts';
import { accountsReader } from './accounts.ts';
import { survivingAccounts } from './surviving-accounts.ts';

const file = (path: string, size: number): LayerFile => ({ path, type: '0', mode: 0o644, uid: 0, gid: 0, size, link: '' });
const read = (path: string, text: string | Uint8Array) => {
  const bytes = typeof text === 'string' ? Buffer.from(text, 'latin1') : text;
  return accountsReader.read?.(file(path, bytes.length), bytes)[0];
};
const usersOf = (text: string) => {
  const fact = read('etc/passwd', text);
  return fact?.kind === 'accounts' ? fact.users?.map(({ name, uid, gid }) => [name, uid, gid]) : undefined;
};

describe('etc/passwd', () => {
  it.each<[string, string, unknown]>([
    [
      'as it is',
      'root:x:0:0:root:/root:/bin/sh\napp:x:1000:7::/:\n',
      [
        ['root', 0, 0],
        ['app', 1000, 7],
      ],
    ],
    ['nothing', '', []],
    ['the first line counts', 'a:x:1:1\na:x:0:0\n', [['a', 1, 1]]],
    [
      'no number',
      'a:x::\nb:x:-1:1x\n',
      [
        ['a', undefined, undefined],
        ['b', undefined, undefined],
      ],
    ],
    [
      'without its last line end, and with those of Windows',
      'a:x:1:1\r\nb:x:2:2',
      [
        ['a', 1, 1],
        ['b', 2, 2],
      ],
    ],
    ['comments, NIS, what is no name', '#a:x:1:1\n+::::\n:x:0:0\na b:x:0:0\n\x1b[1m:x:0:0\n', []],
    ['too many', Array.from({ length: 10_001 }, (_, at) => `u${at}:x:1:1`).join('\n'), undefined],
    ['empty lines without end', '\n'.repeat(500_000), undefined],
  ])('%s', (_, text, expected) => expect(usersOf(text)).toEqual(expected));

  it('never keeps a password', () => {
    const told = JSON.stringify([read('etc/passwd', 'a:$6$hash:1:1:words:/home:/sh\n'), read('etc/group', 'g:word:1:a,b\n')]);
    expect(told).not.toMatch(/hash|word[":]|words|home/);
  });

  it('takes any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => read('etc/passwd', bytes)?.kind === 'accounts'));
  });
});

type Item = Parameters<typeof tarOf>[0][number];
const passwd = (...names: readonly string[]): Item => ({ name: 'etc/passwd', text: names.map((name) => `${name}:x:5:5:::\n`).join('') });
const group = (name: string): Item => ({ name: 'etc/group', text: `${name}:x:5:\n` });
const link = (name: string): Item => ({ name, link: 'elsewhere' });

async function surviving(layers: readonly (readonly Item[] | undefined)[]) {
  const contents = await Promise.all(
    layers.map(async (items) => {
      if (items === undefined) return undefined;
      const reader = layerReader([accountsReader]);
      reader.write(await tarOf(items));
      return reader.end().contents;
    }),
  );
  const { users, groups } = survivingAccounts(contents);
  return [users?.map(({ name }) => name).join(' '), groups?.join(' ')];
}

describe('users and groups that are there when a container starts', () => {
  it.each<[string, readonly (readonly Item[] | undefined)[], readonly [string | undefined, string | undefined]]>([
    ['those of the layer', [[passwd('root', 'app'), group('staff')]], ['root app', 'staff']],
    ['no such files', [[{ name: 'bin/x', text: 'x' }]], ['', '']],
    ['those of the highest', [[passwd('a'), group('g')], [passwd('b')], [{ name: 'x', text: 'x' }]], ['b', 'g']],
    ['deleted', [[passwd('a')], [{ name: 'etc/.wh.passwd', text: '' }]], ['', '']],
    ['deleted with the folder', [[passwd('a')], [{ name: '.wh.etc', text: '' }]], ['', '']],
    ['a link', [[passwd('a')], [link('etc/passwd'), group('g')]], [undefined, 'g']],
    ['the folder is a link', [[link('etc')]], [undefined, undefined]],
    ['a link that a file takes the place of', [[link('etc/passwd')], [passwd('a')]], ['a', '']],
    ['too long', [[{ name: 'etc/passwd', text: 'a'.repeat(1024 * 1024 + 1) }]], [undefined, '']],
    ['a layer that was not read', [[passwd('a')], undefined], [undefined, undefined]],
    ['no layer', [], [undefined, undefined]],
  ])('%s', async (_, layers, expected) => expect(await surviving(layers)).toEqual(expected));
});
