import { readFileSync, readlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nothing, probeFolder, runnerOf, startTasks } from '../../../test/support/probe.ts';
import type { Answer } from '../answers.ts';
import type { Reading } from '../attempt.ts';
import type { Beside } from '../beside.ts';
import type { Subject } from '../subject.ts';
import { attemptsFor } from './index.ts';

/** What surrounds the container, told by a program that runs here, where everything is the host's. */
const boot = '/proc/sys/kernel/random/boot_id';
const word = 'a-word-of-our-own';
const links = ['ipc', 'uts', 'user', 'pid', 'cgroup', 'net'] as const;

let folder: ReturnType<typeof probeFolder>;
let server: Server;
let beside: Beside;
beforeAll(async () => {
  folder = probeFolder();
  server = createServer((socket) => socket.on('error', () => undefined).end(word));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  beside = {
    boot: process.platform === 'linux' ? readFileSync(boot, 'utf8').trim() : '',
    namespaces: Object.fromEntries(links.map((name) => [name, process.platform === 'linux' ? readlinkSync(`/proc/self/ns/${name}`) : ''])),
    mountGroups: [],
    listeners: [{ address: '127.0.0.1', port: bound === null || typeof bound === 'string' ? 0 : bound.port, word }],
    root: true,
    alone: true,
  };
});
afterAll(() => {
  server.close();
  folder.remove();
});

const isRoot = process.getuid?.() === 0;
const own = ['unshare', '--pid', '--ipc', '--uts', '--cgroup', '--net', '--fork'];

describe.each(['x64', 'arm64'] as const)('%s', (processor) => {
  const before = runnerOf(processor);
  const skip = before === undefined || !isRoot;

  async function read(subject: Partial<Subject>, ...words: string[]): Promise<Record<string, Reading>> {
    const attempts = attemptsFor({ ...nothing, beside, ...subject }, processor).filter(({ id }) => ids.test(id));
    const answers = await startTasks(processor, attempts, `${folder.path}/${processor}`, [...words, ...(before ?? [])]);
    return Object.fromEntries(attempts.map(({ id, reads }, index) => [id, readOr(answers.get(index), reads)]));
  }

  describe.skipIf(skip)(skip ? 'skipped: cannot run here' : 'runs', () => {
    it("the host's namespaces and ports", async () => {
      const found = await read({});
      expect(states(found)).toEqual({
        ...Object.fromEntries(['pid', 'ipc', 'uts', 'cgroup', 'network', 'user'].map((kind) => [`namespace:${kind}`, 'open'])),
        'host port:127.0.0.1': 'open',
        'shared mounts': expect.any(String),
      });
    });

    it('namespaces of its own', async () => {
      const found = await read({}, ...own);
      expect(states(found)).toMatchObject({
        ...Object.fromEntries(['pid', 'ipc', 'uts', 'cgroup', 'network'].map((kind) => [`namespace:${kind}`, 'blocked'])),
        ...{ 'namespace:user': 'open', 'host port:127.0.0.1': 'blocked' },
      });
    });

    it('another machine is never contacted', async () => {
      const found = await read({ beside: { ...beside, boot: '00000000-0000-0000-0000-000000000000' } });
      expect(found['host port:127.0.0.1']?.state).toBe('absent');
    });

    it('nor an address that is not its gateway', async () => {
      const [listener] = beside.listeners;
      const elsewhere = { ...(listener ?? { port: 1, word }), address: '198.51.100.77' };
      const found = await read({ beside: { ...beside, listeners: [elsewhere] } });
      expect(found['host port:198.51.100.77']).toEqual({ state: 'absent', says: '198.51.100.77 of this machine is not its gateway' });
    });

    it('something else that listens there is not the host', async () => {
      const found = await read({ beside: { ...beside, listeners: beside.listeners.map((one) => ({ ...one, word: 'another' })) } });
      expect(found['host port:127.0.0.1']).toMatchObject({ state: 'blocked', says: 'what answers at 127.0.0.1 is not the host' });
    });

    it.each([
      ['--make-rprivate', 'blocked'],
      ['--make-shared', 'open'],
    ])('mounts: %s', async (how, state) => {
      // Which groups the host has is of no use for one that is not there before.
      const elsewhere = { ...beside, boot: '' };
      const found = await read(
        { beside: elsewhere },
        'unshare',
        '--mount',
        'sh',
        '-ec',
        `mount --bind /srv /srv; mount ${how} /srv; exec "$0" "$@"`,
      );
      expect(found['shared mounts']?.state).toBe(state);
    });
  });
});

const ids = /^(?:namespace:|host port:|shared mounts)/;
const states = (found: Record<string, Reading>) => Object.fromEntries(Object.entries(found).map(([id, { state }]) => [id, state]));
const readOr = (answer: Answer | undefined, reads: (answer: Answer) => Reading): Reading =>
  answer === undefined ? { state: 'unclear', says: 'no answer' } : reads(answer);

describe('by recorded answers', () => {
  const answer = (text: string): Answer => ({ value: 1n, step: 0, ended: { code: 0 }, note: 0n, data: new TextEncoder().encode(text) });
  const given: Beside = {
    ...{ boot: 'b'.repeat(36), namespaces: { net: 'net:[5]', user: 'user:[4]' }, mountGroups: ['shared:7'] },
    ...{ listeners: [], defaultBridge: '172.17.0.1', root: true, alone: true },
  };
  const reads = (id: string, text: string, more: Partial<Beside> = {}): Reading | undefined =>
    attemptsFor({ ...nothing, bridged: true, beside: { ...given, ...more } }, 'x64')
      .find((one) => one.id === id)
      ?.reads(answer(text));
  const ns = (link: string, file = '', machine = 'b'): string => `${machine.repeat(36).padEnd(64, '\0')}${link.padEnd(64, '\0')}${file}`;
  const routes = (gateway: string): string =>
    `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\neth0\t00000000\t${gateway}\t0003\t0\t0\t0\t00000000\t0\t0\t0\n`;
  const mountsOf = (group: string, machine = 'b'): string =>
    `${machine.repeat(36).padEnd(64, '\0')}36 35 98:0 / /srv rw,noatime ${group} - ext3 /dev/root rw\n37 35 98:0 / /a rw - ext3 /dev/root rw\n`;

  it.each([
    ['its own network', 'namespace:network', ns('net:[9]', ' lo: 0\n eth0: 1'), {}, 'blocked'],
    ["the engine's network", 'namespace:network', ns('net:[9]', '  lo: 0\ndocker0: 1\n'), {}, 'open'],
    ['a network in which an engine runs', 'namespace:network', ns('net:[9]', 'docker0: 1\n'), { alone: false }, 'blocked'],
    ['a number of another machine', 'namespace:network', ns('net:[5]', '', 'c'), {}, 'blocked'],
    ['the same number here', 'namespace:network', ns('net:[5]'), {}, 'open'],
    ['what lay there before', 'namespace:pid', `${ns('').slice(0, 64)}pid:[4026531836]7 earlier`, {}, 'open'],
    ['ids of its own', 'namespace:user', ns('user:[9]', '         0     100000      65536\n'), {}, 'blocked'],
    ['root, mapped to itself', 'namespace:user', ns('user:[9]', '0 0 65536\n'), {}, 'open'],
    ['root, mapped to that of a namespace above', 'namespace:user', ns('user:[9]', '0 0 65536\n'), { root: false }, 'blocked'],
    ['no root', 'namespace:user', ns('user:[9]', '1000 0 1\n'), {}, 'blocked'],
    ['the default bridge', 'default bridge', routes('010011AC'), {}, 'open'],
    ['a bridge of its own', 'default bridge', routes('010012AC'), {}, 'blocked'],
    ['no way out', 'default bridge', 'Iface\tDestination\n', {}, 'blocked'],
    ['a way out', 'route out', routes('010012AC'), {}, 'open'],
    ['none', 'route out', 'Iface\n', {}, 'blocked'],
    ['a shared mount of another machine', 'shared mounts', mountsOf('shared:9', 'c'), {}, 'open'],
    ['one that is shared among its own', 'shared mounts', mountsOf('shared:9'), {}, 'blocked'],
    ['one that is shared with the host', 'shared mounts', mountsOf('shared:7'), {}, 'open'],
    ['one that only hears of the host', 'shared mounts', mountsOf('master:7'), {}, 'blocked'],
  ] as const)('%s', (_, id, text, more, state) => {
    expect(reads(id, text, more)?.state).toBe(state);
  });
});
