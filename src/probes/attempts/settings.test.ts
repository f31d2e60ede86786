import { describe, expect, it } from 'vitest';
import { nothing } from '../../../test/support/probe.ts';
import type { Answer } from '../answers.ts';
import type { Reading } from '../attempt.ts';
import type { Subject } from '../subject.ts';
import { attemptsFor } from './index.ts';

/** What files of the kernel say of a container that is proved, by recorded answers. */
const plain: Answer = { value: 1n, step: 0, ended: { code: 0 }, note: 0n, data: new Uint8Array() };
const text = (value: string): Answer => ({ ...plain, data: new TextEncoder().encode(value) });
const error = (errno: number): Answer => ({ ...plain, value: BigInt(-errno), errno });

const subject: Partial<Subject> = {
  ownProcesses: true,
  pinned: 2,
  hostPaths: [{ path: '/host-etc', source: '/etc' }],
  secretFiles: [{ path: '/run/secrets/key', name: 'key' }],
  sysctls: [{ name: 'net.ipv4.tcp_syncookies', value: '0', effect: 'turns off the defence' }],
  tmpfs: [{ path: '/scratch', options: [] }],
};
const reads = (id: string, answer: Answer): Reading | undefined =>
  attemptsFor({ ...nothing, ...subject }, 'x64')
    .find((one) => one.id === id)
    ?.reads(answer);

/** struct statfs with a type and flags. */
function statfs(type: bigint, flags = 0n): Answer {
  const view = new DataView(new ArrayBuffer(88));
  view.setBigUint64(0, type, true);
  view.setBigUint64(80, flags, true);
  return { ...plain, data: new Uint8Array(view.buffer) };
}
function statx(mode: number): Answer {
  const view = new DataView(new ArrayBuffer(256));
  view.setUint16(28, mode, true);
  return { ...plain, data: new Uint8Array(view.buffer) };
}
const [tmpfs, overlay, nosuid] = [0x0102_1994n, 0x794c_7630n, 2n];

describe('one file', () => {
  it.each([
    ['OOM score', text('0\n'), 'blocked'],
    ['OOM score', text('500\n'), 'blocked'],
    ['OOM score', text('-500\n'), 'open'],
    ['OOM score', error(2), 'unclear'],
    ['OOM killer', text('oom_kill_disable 1\nunder_oom 0\n'), 'open'],
    ['OOM killer', text('oom_kill_disable 0\nunder_oom 0\n'), 'blocked'],
    ['OOM killer', text(''), 'absent'],
    ['sysctl:net.ipv4.tcp_syncookies', text('0\n'), 'open'],
    ['sysctl:net.ipv4.tcp_syncookies', text('1\n'), 'blocked'],
    ['sysctl:net.ipv4.tcp_syncookies', error(13), 'unclear'],
    ['host path:/host-etc', plain, 'open'],
    ['host path:/host-etc', error(13), 'blocked'],
    ['host path:/host-etc', error(2), 'absent'],
    ['secret file:/run/secrets/key', statfs(tmpfs), 'blocked'],
    ['secret file:/run/secrets/key', statfs(overlay), 'open'],
    ['secret file:/run/secrets/key', error(2), 'absent'],
    ['secret file:/run/secrets/key', error(13), 'unclear'],
    ['secret mode:/run/secrets/key', statx(0o100444), 'open'],
    ['secret mode:/run/secrets/key', statx(0o100440), 'blocked'],
    ['secret mode:/run/secrets/key', error(2), 'absent'],
    ['secret mode:/run/secrets/key', error(13), 'unclear'],
    ['set-uid:/scratch', statfs(tmpfs, nosuid), 'blocked'],
    ['set-uid:/scratch', statfs(tmpfs), 'open'],
    ['set-uid:/scratch', error(2), 'unclear'],
    ['processors', { ...plain, data: Uint8Array.from([3]) }, 'blocked'],
    ['processors', { ...plain, data: Uint8Array.from([1, 0, 0, 0, 1]) }, 'blocked'],
    ['processors', { ...plain, data: Uint8Array.from([7]) }, 'open'],
    ['processors', error(1), 'unclear'],
  ] as const)('%s %#: %s', (id, answer, state) => {
    expect(reads(id, answer)?.state).toBe(state);
  });
});

describe('the control group', () => {
  /** Each file's length and then each one's text; undefined: it is not there. */
  function files(...said: readonly (string | undefined)[]): Answer {
    const view = new DataView(new ArrayBuffer(264 * said.length));
    for (const [index, value] of said.entries()) {
      view.setBigInt64(8 * index, BigInt(value?.length ?? -2), true);
      new Uint8Array(view.buffer).set(new TextEncoder().encode(value ?? 'left by an earlier attempt'), 8 * said.length + 256 * index);
    }
    return { ...plain, data: new Uint8Array(view.buffer) };
  }
  const io = (more: Readonly<Record<number, string>>): Answer => files(...Array.from({ length: 9 }, (_, index) => more[index]));

  it.each([
    ['memory-limit', files('max\n', undefined), 'open'],
    ['memory-limit', files('1048576\n', undefined), 'blocked'],
    ['memory-limit', files(undefined, '9223372036854771712\n'), 'open'],
    ['memory-limit', files(undefined, '67108864\n'), 'blocked'],
    ['memory-limit', files(undefined, undefined), 'unclear'],
    ['pids-limit', files('max\n', undefined), 'open'],
    ['pids-limit', files(undefined, '2048\n'), 'blocked'],
    ['io-limit', io({ 3: '', 4: '' }), 'open'],
    ['io-limit', io({ 3: '', 4: '254:0 1048576\n' }), 'blocked'],
    ['io-limit', io({ 0: '', 1: 'default 100\n' }), 'open'],
    ['io-limit', io({ 0: '', 1: 'default 50\n' }), 'blocked'],
    ['io-limit', io({ 0: '254:0 rbps=1048576 wbps=max riops=max wiops=max\n' }), 'blocked'],
    ['io-limit', io({ 7: '100\n' }), 'open'],
    ['io-limit', io({ 7: '10\n' }), 'blocked'],
    ['io-limit', io({}), 'unclear'],
  ] as const)('%s %#: %s', (control, answer, state) => {
    expect(reads(`control group:${control}`, answer)?.state).toBe(state);
  });

  // Both directions are asked for: a weight, or one of them alone, is not what was asked.
  const rates = [
    { of: 'read bytes', rate: 2048 },
    { of: 'write bytes', rate: 1024 },
  ] as const;
  it.each([
    [io({ 3: '254:0 2048\n', 4: '254:0 1024\n' }), 'blocked'],
    [io({ 3: '254:0 1\n', 4: '8:0 9999\n254:0 1\n' }), 'blocked'],
    [io({ 3: '254:0 2048\n', 4: '' }), 'open'],
    [io({ 3: '254:0 2048\n', 4: '254:0 1025\n' }), 'open'],
    [io({ 3: '', 4: '', 7: '10\n' }), 'open'],
    [io({ 0: '254:0 rbps=2048 wbps=1024 riops=max wiops=max\n' }), 'blocked'],
    [io({ 0: '254:0 rbps=2048 wbps=max riops=max wiops=1\n' }), 'open'],
    [io({ 0: '', 1: 'default 1\n' }), 'open'],
    [io({}), 'unclear'],
  ] as const)('rates that were asked for %#: %s', (answer, state) => {
    const attempts = attemptsFor({ ...nothing, rates }, 'x64');
    expect(attempts.find(({ id }) => id === 'control group:io-limit')?.reads(answer).state).toBe(state);
  });

  const cpus = (answer: Answer): Reading | undefined =>
    attemptsFor(nothing, 'x64')
      .find(({ id }) => id === 'control group:cpu-limit')
      ?.reads(answer);
  it.each([
    [files('max 100000\n', undefined), 'open'],
    [files('50000 100000\n', undefined), 'blocked'],
    [files(undefined, '-1\n'), 'open'],
    [files(undefined, '50000\n'), 'blocked'],
  ])('processor time %#', (answer, state) => {
    expect(cpus(answer)?.state).toBe(state);
  });

  it('what is limited and tried is not read as well', () => {
    const ids = (limits: Partial<Subject>) => attemptsFor({ ...nothing, ...limits }, 'x64').map(({ id }) => id);
    const low = ids({ memory: 2 ** 26, pids: 10, cpus: 1 }).filter((id) => id.startsWith('control group:'));
    expect(low).toEqual(['control group:io-limit']);
    expect(ids({ memory: 2 ** 40 })).toContain('control group:memory-limit');
  });
});
