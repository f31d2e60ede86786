import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { owner, ownerPattern, startOf, stateOf } from './owner.ts';

describe('owner', () => {
  const [boot, namespace, , start] = owner().split('-');
  const ended = spawnSync('true').pid;

  it('is fit for a name', () => expect(owner()).toMatch(new RegExp(`^${ownerPattern}$`)));

  it.each([
    ['this process', owner(), 'alive'],
    ['one that ended', `${boot}-${namespace}-${ended}-${start}`, 'ended'],
    ['a later one of the same number', `${boot}-${namespace}-${process.pid}-1`, 'ended'],
    ['one of another boot', `00000001-${namespace}-${process.pid}-${start}`, 'earlier'],
    ['one of another namespace', `${boot}-1-${process.pid}-${start}`, 'unknown'],
  ])('%s', (_, name, state) => expect(stateOf(name)).toBe(state));

  it('a process that there is not started never', () => expect(startOf(2 ** 30)).toBeUndefined());
});
