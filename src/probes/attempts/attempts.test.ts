import { existsSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nothing, probeFolder, readingsOf, runnerOf } from '../../../test/support/probe.ts';
import type { Reading } from '../attempt.ts';
import { processors } from '../elf.ts';
import { program } from '../program.ts';
import { mostTried, type Subject } from '../subject.ts';
import { attemptsFor } from './index.ts';

const everything: Subject = {
  ...nothing,
  self: '/probe',
  maskedPaths: ['/proc/kcore'],
  readonlyPaths: ['/proc/sys'],
  tmpfs: [{ path: '/run', options: [], size: 65_536 }],
  readonlyMounts: ['/data'],
  sockets: ['/run/docker.sock'],
  devices: ['/dev/mem'],
  secrets: ['TOKEN'],
  memory: 64 * 1024 * 1024,
  pids: 50,
  cpus: 0.5,
  openFiles: 100,
  ownProcesses: true,
  hostPaths: [{ path: '/host-etc', source: '/etc' }],
  secretFiles: [{ path: '/run/secrets/key', name: 'key' }],
  sysctls: [{ name: 'net.ipv4.tcp_syncookies', value: '0', effect: 'turns off a defence' }],
  bridged: true,
  beside: {
    ...{ boot: '0'.repeat(36), namespaces: {}, mountGroups: [], defaultBridge: '172.17.0.1', root: true, alone: true },
    listeners: ['127.0.0.1', '172.17.0.1'].map((address) => ({ address, port: 1, word: 'x' })),
  },
};

/** Calls that may harm the machine even with bad arguments, or that nobody can take back. */
const never = [
  'reboot',
  'kexec_load',
  'kexec_file_load',
  'init_module',
  'finit_module',
  'delete_module',
  'acct',
  'swapon',
  'swapoff',
  'write',
];

describe.each(processors)('every attempt for %s', (processor) => {
  const attempts = attemptsFor(everything, processor);

  it('has an id of its own, and steps that the processor knows', () => {
    expect(new Set(attempts.map(({ id }) => id)).size).toBe(attempts.length);
    expect(() => program(processor, attempts)).not.toThrow();
    expect(attempts.length).toBeGreaterThan(55);
  });

  it.each(attempts)('$id belongs to a control and makes no call that harms', ({ control, steps }) => {
    const url = new URL(`../../controls/${control}/control.ts`, import.meta.url);
    expect(existsSync(url), control).toBe(true);
    expect(steps.filter(({ call }) => typeof call === 'string' && never.includes(call))).toEqual([]);
  });

  it('limits are not tried where that would weigh on the machine', () => {
    const large = { memory: mostTried.memory + 1, pids: mostTried.pids + 1, cpus: mostTried.cpus + 1, openFiles: -1 };
    const ids = attemptsFor({ ...everything, ...large }, processor).map(({ id }) => id);
    expect(ids.filter((id) => ['memory', 'processes', 'processor time', 'open files'].includes(id))).toEqual([]);
  });
});

/** Root of a plain machine; in a container, capabilities are missing that these tests are about. */
const isRoot = process.getuid?.() === 0;
const why = runnerOf('x64')?.length !== 0 ? 'not x86-64' : isRoot && existsSync('/usr/bin/setpriv') ? undefined : 'not root';

describe.skipIf(why !== undefined)(why === undefined ? 'on this machine' : `skipped: ${why}`, () => {
  let folder: ReturnType<typeof probeFolder>;
  beforeAll(() => {
    folder = probeFolder();
  });
  afterAll(() => folder.remove());
  const read = (subject: Partial<Subject>, ...before: string[]): Record<string, Reading> =>
    readingsOf(subject, `${folder.path}/probe`, before);
  const states = (readings: Record<string, Reading>) => Object.fromEntries(Object.entries(readings).map(([id, { state }]) => [id, state]));

  it('root with everything', () => {
    const found = read({ secrets: ['MY_SECRET', 'SECRET', 'LAIN'], tmpfs: [{ path: '/dev/shm', options: [] }] });
    expect(states(found)).toMatchObject({
      ...{ no_new_privs: 'open', 'seccomp filter': 'open', user: 'open', group: 'open', 'set-uid program': 'open' },
      ...{ 'secret:MY_SECRET': 'open', 'secret:SECRET': 'blocked', 'secret:LAIN': 'blocked' },
      ...{ mount: 'open', pivot_root: 'open', open_by_handle_at: 'open', 'socket(RAW)': 'open', 'socket(PACKET)': 'open' },
      ...{ chroot: 'open', setuid: 'open', setgid: 'open', 'unshare(CLONE_NEWUSER)': 'open', clone3: 'open' },
      ...{ 'write to the root': 'open', 'execute:/dev/shm': 'open', 'device node:/dev/shm': 'open' },
    });
    expect(JSON.stringify(found)).not.toContain('K4ngaroo99');
    expect(
      readdirSync('/')
        .concat(readdirSync('/dev/shm'))
        .filter((name) => name.includes('bulkhead-probe')),
    ).toEqual([]);
  });

  it('without capabilities', () => {
    expect(states(read({}, 'setpriv', '--bounding-set=-all', '--inh-caps=-all'))).toMatchObject({
      ...{
        mount: 'blocked',
        umount2: 'blocked',
        pivot_root: 'blocked',
        fsopen: 'blocked',
        sethostname: 'blocked',
        'new namespaces': 'blocked',
      },
      ...{ open_by_handle_at: 'blocked', settimeofday: 'blocked', 'socket(RAW)': 'blocked', 'socket(PACKET)': 'blocked' },
      ...{ chroot: 'blocked', setuid: 'blocked', setgid: 'blocked', user: 'open', 'unshare(CLONE_NEWUSER)': 'open' },
    });
  });

  it.each([
    ['CAP_NET_RAW', '+net_raw', 'socket(PACKET)'],
    ['CAP_SYS_ADMIN', '+sys_admin', 'mount'],
    ['CAP_SYS_CHROOT', '+sys_chroot', 'chroot'],
    ['CAP_SETUID', '+setuid', 'setuid'],
    ['CAP_DAC_READ_SEARCH', '+dac_read_search', 'open_by_handle_at'],
    ['CAP_SYS_TIME', '+sys_time', 'settimeofday'],
    ['CAP_SYSLOG', '+syslog', 'syslog'],
    ['CAP_NET_ADMIN', '+net_admin', 'network settings'],
    ['CAP_SYS_PTRACE', '+sys_ptrace', 'ptrace'],
    ['CAP_CHOWN', '+chown', 'chown'],
    ['CAP_MKNOD', '+mknod', 'mknod'],
    ['CAP_SYS_NICE', '+sys_nice', 'priority'],
  ])('%s alone lets through what is about it, and the others stay shut', (_, capability, id) => {
    const found = read({}, 'setpriv', `--bounding-set=-all,${capability}`, '--inh-caps=-all');
    const gated = attemptsFor(nothing, 'x64').filter(({ capability: needs }) => needs !== undefined);
    const open = gated.filter((attempt) => found[attempt.id]?.state === 'open').map(({ capability: needs }) => needs);
    expect(found[id]?.state).toBe('open');
    expect([...new Set(open)]).toEqual([`CAP_${capability.slice(1).toUpperCase()}`]);
  });

  it('no_new_privs: a set-uid program gains nothing', () => {
    const found = read({}, 'setpriv', '--no-new-privs');
    expect(states(found)).toMatchObject({ no_new_privs: 'blocked', 'set-uid program': 'blocked', user: 'open' });
  });

  it('an ordinary user', () => {
    const found = read({ maskedPaths: ['/proc/keys'] }, 'setpriv', '--reuid=65534', '--regid=65534', '--clear-groups');
    expect(states(found)).toMatchObject({
      user: 'blocked',
      group: 'blocked',
      mount: 'blocked',
      setuid: 'blocked',
      'set-uid program': 'unclear',
    });
    expect(found.user?.says).toBe('it runs as uid 65534');
  });

  const mounts = (script: string): string[] => ['unshare', '--mount', 'sh', '-ec', `${script}; exec "$0"`];

  it('tmpfs options and size', () => {
    const tmpfs = [{ path: '/mnt', options: [], size: 1_048_576 }];
    const strict = read({ tmpfs }, ...mounts('mount -t tmpfs -o noexec,nosuid,nodev,size=1m none /mnt'));
    expect(states(strict)).toMatchObject({ 'execute:/mnt': 'blocked', 'device node:/mnt': 'blocked', 'size:/mnt': 'blocked' });
    const loose = read({ tmpfs }, ...mounts('mount -t tmpfs -o size=2m none /mnt'));
    expect(states(loose)).toMatchObject({ 'execute:/mnt': 'open', 'device node:/mnt': 'open', 'size:/mnt': 'open' });
  });

  it('masked and read-only paths', () => {
    const subject = {
      maskedPaths: ['/proc/keys', '/proc/sys', '/proc/version', '/proc/no-such'],
      readonlyPaths: ['/proc/sys', '/proc/bus'],
    };
    const found = read(
      subject,
      ...mounts('mount --bind /dev/null /proc/keys; mount -t tmpfs none /proc/sys; mount -o remount,ro,bind /proc/sys'),
    );
    expect(states(found)).toMatchObject({
      ...{
        'masked:/proc/keys': 'blocked',
        'masked:/proc/sys': 'blocked',
        'masked:/proc/version': 'open',
        'masked:/proc/no-such': 'absent',
      },
      ...{ 'read-only:/proc/sys': 'blocked', 'read-only:/proc/bus': 'open' },
    });
  });

  it('open files', () => {
    expect(read({ openFiles: 64 }, 'prlimit', '--nofile=64')['open files']).toMatchObject({ state: 'blocked' });
    expect(read({ openFiles: 64 }, 'prlimit', '--nofile=128')['open files']).toEqual({ state: 'open', says: '65 more files were opened' });
  });

  it('memory and processes without a limit behind them', () => {
    expect(states(read({ memory: 8 * 1024 * 1024, pids: 20 }))).toMatchObject({ memory: 'open', processes: 'open' });
  });
});
