import { expect, it } from 'vitest';
import type { WritablePlace } from '../../model/index.ts';
import { tmpfsRefused, tmpfsText } from './tmpfs-text.ts';

it.each<[WritablePlace, string]>([
  [{ destination: '/tmp' }, '/tmp:noexec,nosuid,nodev'],
  [{ destination: '/run', size: 16 * 2 ** 20, mode: 0o1777 }, '/run:noexec,nosuid,nodev,size=16m,mode=1777'],
  [{ destination: '/tmp', exec: true }, '/tmp:exec,nosuid,nodev'],
])('%j', (place, text) => expect(tmpfsText(place)).toBe(text));

it('is no place for what lasts, nor over files of the image', () => {
  expect(tmpfsRefused([{ destination: '/tmp' }])).toBeUndefined();
  expect(tmpfsRefused([{ destination: '/tmp' }, { destination: '/data', keeps: 'its database' }])).toMatch(/its database in \/data: mount/);
  expect(tmpfsRefused([{ destination: '/conf', beside: 'its keystore' }])).toMatch(/a copy of that folder/);
});
