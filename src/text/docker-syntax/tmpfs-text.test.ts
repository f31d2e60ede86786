import { expect, it } from 'vitest';
import type { EngineKind, WritablePlace } from '../../model/index.ts';
import { tmpfsRefused, tmpfsText } from './tmpfs-text.ts';

it.each<[WritablePlace, EngineKind, string]>([
  [{ destination: '/tmp' }, 'docker', '/tmp:noexec,nosuid,nodev'],
  [{ destination: '/run', size: 16 * 2 ** 20, owner: '5:6' }, 'docker', '/run:noexec,nosuid,nodev,size=16m,uid=5,gid=6'],
  [{ destination: '/run', owner: '5:6' }, 'podman', '/run:noexec,nosuid,nodev,U'],
  [{ destination: '/tmp', exec: true }, 'docker', '/tmp:exec,nosuid,nodev'],
])('%j on %s', (place, engine, text) => expect(tmpfsText(place, engine)).toBe(text));

it('is no place for what lasts, nor over files of the image', () => {
  expect(tmpfsRefused([{ destination: '/tmp' }])).toBeUndefined();
  expect(tmpfsRefused([{ destination: '/tmp' }, { destination: '/data', keeps: 'its database' }])).toMatch(/its database in \/data: mount/);
  expect(tmpfsRefused([{ destination: '/conf', beside: 'its keystore' }])).toMatch(/a copy of that folder/);
});
