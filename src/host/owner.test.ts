import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { endStartedAs, owner, ownerPattern, startOf, stateOf } from './owner.ts';

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

  it('ends what was started by a name, and nothing else', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bulkhead-owner-'));
    try {
      for (const name of ['.bulkhead-mine', '.bulkhead-other']) symlinkSync('/bin/sleep', join(folder, name));
      const [mine, other] = ['.bulkhead-mine', '.bulkhead-other'].map((name) => spawn(join(folder, name), ['60']));
      const end = new Promise((resolve) => mine?.once('exit', (_, signal) => resolve(signal)));
      await new Promise((resolve) => other?.once('spawn', resolve));
      await endStartedAs('.bulkhead-mine', 100);
      expect([await end, other?.exitCode]).toEqual(['SIGKILL', null]);
      other?.kill('SIGKILL');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('a process that there is not started never', () => expect(startOf(2 ** 30)).toBeUndefined());
});
