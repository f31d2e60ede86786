import { expect, it } from 'vitest';
import { bare } from '../../../../test/support/bare.ts';
import { effectiveOf } from '../../../../test/support/effective-of.ts';
import type { Container } from '../../../model/index.ts';
import { readerOf, surfaceById } from '../../declare.ts';
import { withTmpfsForVolumes } from './volumes.ts';

const image = async (volumes: object): Promise<Container> => {
  const text = JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    config: { Volumes: volumes },
    rootfs: { type: 'layers', diff_ids: [] },
  });
  const [built] = (await readerOf(surfaceById('image'))).read({ path: 'image', text }, { load: () => undefined, env: {} }).containers;
  if (built === undefined) throw new Error('no image');
  return built;
};

it.each([
  ['', {}, []],
  ['', { '/data': {} }, ['/data']],
  ['--tmpfs /data -v /srv:/logs', { '/data': {}, '/logs': {}, '/more': {} }, ['/more']],
])('%s %j', async (flags, volumes, expected) => {
  const { container, lines } = withTmpfsForVolumes(effectiveOf(`docker run ${flags} image`), await image(volumes), { uid: 7, gid: 8 });
  const made = (bare(container.mounts) as readonly { destination: string; options?: readonly string[] }[]).filter(({ options }) =>
    options?.includes('uid=7'),
  );
  expect(made.map(({ destination }) => destination)).toEqual(expected);
  expect(lines.map((line) => line.split(' ')[0])).toEqual(expected);
  for (const mount of made)
    expect(mount).toMatchObject({ type: 'tmpfs', size: 67_108_864, options: ['noexec', 'nosuid', 'nodev', 'mode=0700', 'uid=7', 'gid=8'] });
});

it('takes the place of the volumes that an engine would make of the same image', async () => {
  const built = await image({ '/data': {} });
  const effective = effectiveOf('docker run image');
  const both = { ...effective, mounts: [...effective.mounts, ...built.mounts] };
  const { container } = withTmpfsForVolumes(both, built, { uid: 7, gid: 8 });
  const mounts = bare(container.mounts) as readonly { destination: string; type: string }[];
  expect(mounts.filter(({ destination }) => destination === '/data').map(({ type }) => type)).toEqual(['tmpfs']);
});
