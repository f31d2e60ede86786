import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { nothing, probeFolder, readAll, runnerOf, runTasks } from '../../../test/support/probe.ts';
import type { Reading } from '../attempt.ts';
import { capableBeside, capableFile, givesCapabilities } from '../capable.ts';
import { processors } from '../elf.ts';
import { fileCapabilities, fileCapabilityAttempt } from './file-capabilities.ts';

const why =
  runnerOf('x64')?.length !== 0
    ? 'not x86-64'
    : process.getuid?.() === 0 && existsSync('/usr/bin/setpriv') && existsSync('/usr/bin/unshare')
      ? undefined
      : 'not root';

const nobody = { uid: 65_534, gid: 65_534 };
const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
const withoutBounding = (...kept: readonly string[]) => ['setpriv', `--bounding-set=${['-all', ...kept].join()}`, '--inh-caps=-all'];

describe.skipIf(why !== undefined)(why === undefined ? 'a program whose file gives capabilities' : `skipped: ${why}`, () => {
  let folder: ReturnType<typeof probeFolder>;
  let self: string;
  beforeAll(() => {
    folder = probeFolder();
    chmodSync(folder.path, 0o777);
    self = `${folder.path}/probe`;
  });
  afterAll(() => folder.remove());

  const capable = (): string => capableBeside(self);
  const give = (owner: typeof nobody | undefined, before: readonly string[]) =>
    runTasks('x64', [givesCapabilities(capable(), owner)], `${folder.path}/gives`, before).answers.get(0);
  const read = (...before: readonly string[]): Reading | undefined => {
    const attempt = fileCapabilityAttempt({ ...nothing, self });
    return readAll([attempt], runTasks('x64', [attempt], self, before).answers)[fileCapabilities];
  };

  beforeEach(() => {
    rmSync(capable(), { force: true });
    writeFileSync(capable(), capableFile('x64'), { mode: 0o755 });
  });

  it.each<[string, readonly string[], Partial<Reading>]>([
    ['root', [], { state: 'open', says: expect.stringMatching(/^an ordinary user/) }],
    ['an ordinary user', asNobody, { state: 'open', says: expect.stringMatching(/^an ordinary user/) }],
    ['root that may not become another user', withoutBounding('+chown'), { state: 'open', says: expect.stringMatching(/^root/) }],
    ['a bounding set with one', [...withoutBounding('+chown'), ...asNobody.slice(1)], { state: 'open' }],
    ['an empty bounding set', withoutBounding(), { state: 'blocked', layer: 'capability', says: expect.stringMatching(/bounding set/) }],
    ['no_new_privs', ['setpriv', '--no-new-privs'], { state: 'blocked', says: 'a program whose file gives capabilities runs without any' }],
    ['no_new_privs and an ordinary user', [...asNobody, '--no-new-privs'], { state: 'blocked' }],
  ])('%s', (_, before, expected) => {
    expect(give(undefined, [])).toMatchObject({ value: 0n });
    expect(read(...before)).toMatchObject(expected);
  });

  it('where the file may give nothing, nothing is said', () => {
    expect(read()).toMatchObject({ state: 'unclear', says: expect.stringMatching(/ENODATA/) });
    give(undefined, []);
    const nosuid = `mount --bind "$1" "$1"; mount -o remount,bind,nosuid "$1"; shift; exec "$@"`;
    expect(read('unshare', '--mount', 'sh', '-ec', nosuid, 'sh', folder.path)).toMatchObject({
      state: 'unclear',
      says: expect.stringMatching(/nothing here says/),
    });
    rmSync(capable());
    expect(read()).toMatchObject({ state: 'unclear', says: expect.stringMatching(/ENOENT/) });
  });

  it('an ordinary user gives them for his own user namespaces, and for no other', () => {
    chownSync(capable(), nobody.uid, nobody.gid);
    expect(give(undefined, asNobody)).toMatchObject({ errno: 1 });
    expect(give(nobody, asNobody)).toMatchObject({ value: 0n });
    expect(read(...asNobody, 'unshare', '--user', '--map-root-user')).toMatchObject({ state: 'open' });
    expect(read(...asNobody)).toMatchObject({ state: 'unclear' });
  });
});

describe.each(processors)('the program for %s, started with two words', (processor) => {
  const runner = runnerOf(processor);
  const isRoot = process.getuid?.() === 0 && existsSync('/usr/bin/setpriv');

  it.skipIf(runner === undefined || !isRoot)('says whether it holds a capability', () => {
    const folder = probeFolder();
    const path = `${folder.path}/probe`;
    writeFileSync(path, capableFile(processor), { mode: 0o755 });
    const code = (...words: readonly string[]): number | null => spawnSync(words[0] ?? path, words.slice(1)).status;
    const started = [...(runner ?? []), path];
    expect([code(...started, 'a', 'b'), code(...asNobody, ...started, 'a', 'b'), code(...asNobody, ...started, 'a')]).toEqual([95, 96, 98]);
    folder.remove();
  });
});
