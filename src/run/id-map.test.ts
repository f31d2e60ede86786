import { describe, expect, it } from 'vitest';
import { hostId, idsFromZero, isRange, mapIn, onlyRoot, rangeFor, rowsOf } from './id-map.ts';

const digest = (hex: string): string => hex.padEnd(64, '0');
const row = (containerID: number, hostID: number, size: number) => ({ containerID, hostID, size });

describe('the range of containers', () => {
  it.each([
    ['none', '', undefined],
    ['of another', 'anna:100000:65536', undefined],
    ['too short', 'containers:100000:65535', undefined],
    ['that is the host’s own', 'containers:0:65536', undefined],
    ['of one', 'anna:1:1\ncontainers:100000:65536\n', 100_000],
    ['of two: the first is Podman’s', 'containers:100000:131072', 165_536],
    ['of many', 'containers:2147483648:2147483647', 2_147_483_648 + 65_536 * (1 + (0x123456789abc % 32_766))],
  ])('%s', (_name, text, start) => {
    const map = start === undefined ? undefined : { uids: [row(0, start, 65_536)], gids: [row(0, start, 65_536)] };
    expect(rangeFor(digest('123456789abc'), text, text)).toEqual(map);
  });

  it('is in both files, or it is none', () => expect(rangeFor(digest('1'), 'containers:100000:65536', '')).toBeUndefined());

  it('is another for another image, and never beyond its end', () => {
    const starts = [...'0123456789abcdef'].map(
      (hex) => rangeFor(digest(hex), 'containers:1000000:6553600', 'containers:1:65536')?.uids[0]?.hostID ?? 0,
    );
    expect(new Set(starts).size).toBeGreaterThan(8);
    expect(starts.every((start) => start >= 1_065_536 && start + 65_536 <= 7_553_600)).toBe(true);
  });
});

const rootless = rowsOf('         0       1000          1\n         1     100000      65535\n');

it.each([
  [0, 1000],
  [1, 100_000],
  [65_535, 165_534],
  [65_536, undefined],
])('id %d', (id, expected) => expect(hostId(rootless, id)).toBe(expected));

it('how many', () => {
  expect([idsFromZero(rootless), idsFromZero([row(5, 1, 9)]), idsFromZero([])]).toEqual([65_536, 0, 0]);
  expect([isRange({ uids: rootless, gids: rootless }), isRange(onlyRoot(1000, 1000))]).toEqual([true, false]);
});

it.each([
  [undefined, undefined],
  [{ uidMappings: [row(0, 5, 9)] }, undefined],
  [{ uidMappings: [row(0, 5, 9)], gidMappings: [] }, undefined],
  [{ uidMappings: [row(0, 0, 9)], gidMappings: [row(0, 5, 9)] }, undefined],
  [{ uidMappings: [null], gidMappings: [row(0, 5, 9)] }, undefined],
  [
    { uidMappings: [row(0, 5, 9)], gidMappings: [row(0, 6, 9)] },
    { uids: [row(0, 5, 9)], gids: [row(0, 6, 9)] },
  ],
])('mappings of a configuration %#', (linux, expected) => expect(mapIn(linux)).toEqual(expected));
