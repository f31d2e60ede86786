import { expect, it } from 'vitest';
import { config, tarOf } from '../../../test/support/tar.ts';
import { accountsReader, layerReader } from '../../image/index.ts';
import { accountsIn } from './accounts.ts';
import { oneImage } from './open-image.ts';
import type { LayerRead, LayerScanner } from './reading.ts';

async function layer(name: string): Promise<LayerRead> {
  const reader = layerReader([accountsReader]);
  reader.write(await tarOf([{ name: 'etc/passwd', text: `${name}:x:1:2::/:\n` }]));
  return { plain: '', bytes: 0, contents: reader.end().contents, said: (text) => text };
}
const [remembered, onDisk] = [await layer('remembered'), await layer('read')];

interface Case {
  readonly known?: readonly string[];
  readonly diffIds?: readonly unknown[];
  readonly remote?: true;
  readonly there?: LayerRead;
}

async function usersOf({ known = [], diffIds = ['a', 'b'], remote, there = onDisk }: Case) {
  const bytes = new TextEncoder().encode(config({}, { rootfs: { type: 'layers', diff_ids: diffIds } }));
  const images = oneImage({ config: bytes, platform: 'linux/amd64', layers: ['one', 'two'] });
  let reads = 0;
  const read = async () => {
    reads++;
    return { ...images, warnings: [], layer: () => there };
  };
  const scanner: LayerScanner = {
    known: (diffId) => (known.includes(diffId) ? remembered : undefined),
    read: () => Promise.reject(new Error('nobody asked')),
  };
  const accounts = await accountsIn({ where: 'here', images, read, ...(remote === undefined ? {} : { remote }) }, scanner);
  return [accounts?.users?.map(({ name }) => name).join(' '), reads];
}

it.each<[string, Case, readonly [string | undefined, number]]>([
  ['all layers are remembered', { known: ['a', 'b'] }, ['remembered', 0]],
  ['all layers of an image of a registry are', { known: ['a', 'b'], remote: true }, ['remembered', 0]],
  ['one is not: it is read', { known: ['a'] }, ['read', 1]],
  ['one is not, and it is in a registry: not fetched', { known: ['a'], remote: true }, [undefined, 0]],
  ['its configuration knows of other layers', { known: ['a', 'b'], diffIds: ['a'] }, ['read', 1]],
  ['what it says are no digests', { known: ['a', 'b'], diffIds: [1, null] }, ['read', 1]],
  ['a layer that is damaged', { there: { problem: 'cut off' } }, [undefined, 1]],
])('%s', async (_, one, expected) => expect(await usersOf(one)).toEqual(expected));
