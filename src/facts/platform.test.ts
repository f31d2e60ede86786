import { describe, expect, it } from 'vitest';
import { isExactly, parsePlatform, platformHere, platformName, serves } from './platform.ts';

describe('platforms', () => {
  it.each([
    ['linux/amd64', 'linux/amd64'],
    ['linux/x86_64', 'linux/amd64'],
    ['linux/aarch64', 'linux/arm64'],
    ['linux/arm64/v8', 'linux/arm64'],
    ['linux/arm/v7', 'linux/arm'],
    ['linux/arm/v6', 'linux/arm/v6'],
    ['Windows/AMD64', 'windows/amd64'],
  ])('%s is %s', (text, expected) => {
    const platform = parsePlatform(text);
    expect(platform && platformName(platform)).toBe(expected);
  });

  it.each(['linux', '', 'linux/', '/amd64', 'a/b/c/d', 'linux/amd64/', 'linux/../x', 'li nux/amd64'])('%j is none', (text) => {
    expect(parsePlatform(text)).toBeUndefined();
  });

  it.each([
    ['linux/amd64', 'linux/amd64', true, true],
    ['linux/arm64/v8', 'linux/arm64', true, true],
    ['linux/arm/v6', 'linux/arm', true, false],
    ['linux/arm', 'linux/arm/v6', false, false],
    ['linux/amd64', 'linux/arm64', false, false],
    ['windows/amd64', 'linux/amd64', false, false],
  ])('%s for who wants %s', (there, wanted, does, exactly) => {
    const [has, wants] = [parsePlatform(there), parsePlatform(wanted)];
    if (has === undefined || wants === undefined) throw new Error('no platforms');
    expect([serves(has, wants), isExactly(has, wants)]).toEqual([does, exactly]);
  });

  it.each([
    ['x64', 'amd64'],
    ['arm64', 'arm64'],
    ['ia32', '386'],
    ['ppc64', 'ppc64le'],
    ['s390x', 's390x'],
  ])('Node on %s', (arch, expected) => {
    expect(platformHere(arch)).toEqual({ os: 'linux', architecture: expected });
  });
});
