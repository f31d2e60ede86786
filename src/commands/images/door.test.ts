import { expect, it } from 'vitest';
import { imagesDoor } from './door.ts';

const nowhere = { store: '/nowhere' };

it('an image that cannot be had is a reason, and each is asked for once', async () => {
  const door = imagesDoor(nowhere, () => {});
  const first = door('web:1');
  expect(await first).toEqual({ because: expect.stringMatching(/^the image is not to be had: /) });
  expect(door('web:1')).toBe(first);
  expect(await door('no name')).toEqual({ because: expect.stringContaining('is no name of an image') });
});

it.each<[string, { images: number; time: number }, RegExp]>([
  ['so many', { images: 1, time: 60_000 }, /^1 others were looked at before it/],
  ['so long', { images: 5, time: -1 }, /^the others took longer than/],
])('%s, and no more', async (_, limits, because) => {
  const door = imagesDoor(nowhere, () => {}, limits);
  await door('web:1');
  expect(await door('web:2')).toEqual({ because: expect.stringMatching(because) });
});
