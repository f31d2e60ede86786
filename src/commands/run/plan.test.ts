import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { controls } from '../../controls/index.ts';
import { dockerEngine, podmanEngine } from '../../engines/running/index.ts';
import { judge } from '../../judge.ts';
import { type Circumstances, notHere } from '../../run/index.ts';
import { askedRun } from '../../surfaces/run-command/asked.ts';
import { readerOf, surfaceById } from '../declare.ts';
import { ownOptions } from './own-options.ts';
import { type Plan, planRun } from './plan.ts';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-plan-'));
const cache = process.env.XDG_CACHE_HOME;
beforeAll(() => {
  process.env.XDG_CACHE_HOME = folder;
});
afterAll(() => {
  if (cache === undefined) delete process.env.XDG_CACHE_HOME;
  else process.env.XDG_CACHE_HOME = cache;
  rmSync(folder, { recursive: true, force: true });
});

const engines = {
  docker: dockerEngine({ ServerVersion: '29.1.0', SecurityOptions: ['name=apparmor', 'name=seccomp,profile=builtin'] }),
  podman: podmanEngine({ version: { Version: '5.4.0' }, host: { security: { seccompEnabled: true, apparmorEnabled: true } } }),
};

const image = (config: object) => JSON.stringify([{ RepoTags: ['test/web:1'], Config: config, RootFS: {} }]);

/** What would be started for these words. `config`: what the image says of itself; none: it was not asked. */
async function plan(
  kind: 'docker' | 'podman',
  argv: readonly string[],
  config: object | null = {},
  more: Partial<Circumstances> = {},
): Promise<Plan> {
  const running = engines[kind];
  const asked = askedRun(argv, kind, ownOptions);
  if ('because' in asked || asked.image === undefined) throw new Error(JSON.stringify(asked));
  const reader = await readerOf(surfaceById('image'));
  const context = { load: () => undefined, env: {} };
  const [built] = config === null ? [] : reader.read({ path: 'image', text: image(config) }, context).containers;
  const facts = built && { user: built.process.user, group: built.process.group, ports: built.ports, volumes: [] };
  const circumstances: Circumstances = {
    ...{ engine: running, mapsUsers: kind === 'podman', oneUser: false, callerLimits: new Map([['nofile', 4096]]) },
    disk: { device: '/dev/sda' },
    ...(facts && { image: facts }),
    ...more,
  };
  return planRun({ asked: { ...asked, image: asked.image }, circumstances, running, ...(built && { built }) });
}

const rates = ['--device-read-bps=/dev/sda:64m', '--device-write-bps=/dev/sda:64m'];
const options = ({ words }: Plan): readonly string[] => words.filter((word) => word.startsWith('--'));
const profile = /^--security-opt=seccomp=(.*)$/;
const withoutProfile = (words: readonly string[]) => words.filter((word) => !profile.test(word));

describe('what nobody asked for', () => {
  it('Docker', async () => {
    const places = (path: string, size: string) => `--tmpfs=${path}:noexec,nosuid,nodev,mode=1777,uid=10001,gid=10001,size=${size}`;
    expect(withoutProfile((await plan('docker', ['test/web:1', 'sh', '-c', 'a b'])).words)).toEqual([
      ...['run', '--user=10001:10001', '--cap-drop=ALL', '--security-opt=no-new-privileges', '--read-only'],
      ...[places('/run', '16m'), places('/tmp', '64m'), places('/var/tmp', '64m'), '--ipc=private', '--cgroupns=private', '--network=none'],
      ...['--memory=512m', '--memory-swap=512m', '--cpus=1', '--pids-limit=256', ...rates, '--ulimit=core=0'],
      ...['test/web:1', 'sh', '-c', 'a b'],
    ]);
  });

  it('Podman: ids of its own, and limits that its caller may give', async () => {
    const words = options(await plan('podman', ['test/web:1']));
    expect(words).toEqual(expect.arrayContaining(['--user=1000:1000', '--userns=auto', '--ulimit=nofile=4096', '--ulimit=nproc=32768']));
    expect(words).toContain('--tmpfs=/tmp:noexec,nosuid,nodev,mode=1777,U,size=64m');
    expect(options(await plan('podman', ['test/web:1'], {}, { mapsUsers: false }))).not.toContain('--userns=auto');
    expect(options(await plan('podman', ['test/web:1'], {}, { mapsUsers: false, oneUser: true })).join(' ')).not.toMatch(/--user=/);
  });

  it.each(['--network=host', '--pid=host', '--ipc=host', '--pid=container:x', '--privileged', '--userns=host'])(
    'Podman: with %s no ids of its own, and then no ordinary user of the host',
    async (word) => {
      const words = options(await plan('podman', [word, 'test/web:1']));
      expect(words).not.toContain('--userns=auto');
      expect(words).toContain('--user=10001:10001');
    },
  );

  it('Docker, by who is not root and has secrets: himself', async () => {
    const more = { secretsFor: { uid: 501, gid: 20 } };
    expect(options(await plan('docker', ['test/web:1'], {}, more))).toContain('--user=501:20');
    expect(options(await plan('docker', ['test/web:1'], { User: '7' }, more)).join(' ')).not.toMatch(/--user=/);
  });

  it('where no disk is known there is no rate for it, and why is told', async () => {
    const disk = { because: 'it lies on btrfs' };
    const { words, effective, weakened } = await plan('docker', ['x'], {}, { disk });
    expect(words.join(' ')).not.toContain('--device-');
    expect(notHere(effective, controls, weakened.controls, disk)).toMatch(/io-limit: may keep the disks .*, because it lies on btrfs$/);
  });

  it.each<[Partial<Circumstances>, RegExp]>([
    [{}, /^cannot be on here: user-namespace: .*, by the Docker 29 default \(/],
    [{ oneUser: true }, /non-root-user: runs as root \(uid 0\) \(the image sets no USER, so root\)/],
  ])('why something cannot be on: %j', async (more, expected) => {
    const { effective, weakened } = await plan('docker', ['x'], {}, more);
    expect(notHere(effective, controls, weakened.controls, { device: '/dev/sda' })).toMatch(expected);
  });

  it('a filter of somebody else takes the place of ours', async () => {
    expect((await plan('docker', ['x'])).profile).toBeDefined();
    for (const own of ['unconfined', '/own.json'])
      expect((await plan('docker', ['--security-opt', `seccomp=${own}`, 'x'])).profile).toBeUndefined();
  });

  it('the profile is kept, for what the container may do', async () => {
    const path = (found: Plan) => found.words.flatMap((word) => profile.exec(word)?.[1] ?? [])[0] ?? '';
    const [plain, more] = [path(await plan('docker', ['x'])), path(await plan('docker', ['--cap-add', 'SYS_PTRACE', 'x']))];
    expect(plain).not.toBe(more);
    const names = (file: string) => JSON.parse(readFileSync(file, 'utf8')).syscalls[0].names;
    expect(names(plain)).not.toContain('ptrace');
    expect(names(more)).toContain('ptrace');
  });

  // What no option of the engine can turn on, and what is the image's.
  it.each([
    ['docker', ['user-namespace', 'image-pinned', 'health-check']],
    ['podman', ['image-pinned', 'health-check']],
  ] as const)('every control holds on %s but these', async (kind, but) => {
    const { effective, weakened } = await plan(kind, ['test/web:1']);
    const off = judge(effective, controls).filter(({ verdict }) => verdict.outcome === 'broken' || verdict.outcome === 'unknown');
    expect(off.map(({ control }) => control.id).filter((id) => !but.some((one) => one === id))).toEqual([]);
    expect(weakened.lines).toEqual([]);
  });
});

describe('whom it runs as', () => {
  it.each<[object | null, string | undefined, (readonly string[])?]>([
    [{}, '--user=10001:10001'],
    [{ User: 'root' }, '--user=10001:10001'],
    [{ User: '0:0' }, '--user=10001:10001'],
    [{ User: 'app' }, undefined],
    [{ User: '70' }, undefined],
    [null, undefined],
    [{}, '--user=0', ['--user', '0']],
  ])('%j', async (config, expected, asked = []) => {
    const words = options(await plan('docker', [...asked, 'x'], config)).filter((word) => word.startsWith('--user='));
    expect(words).toEqual(expected === undefined ? [] : [expected]);
  });

  it('a tmpfs is the user’s, where he has a number', async () => {
    expect(options(await plan('docker', ['x'], { User: '70:71' })).join(' ')).toContain('uid=70,gid=71');
    expect(options(await plan('docker', ['x'], { User: 'app' })).join(' ')).not.toContain('uid=');
  });
});

describe('what was asked for stays, and takes the place of a default', () => {
  it.each<[string, string[], string[]]>([
    ['-p 8080:80', ['--publish=127.0.0.1:8080:80'], ['--network=none']],
    ['-p 10.0.0.1:8080:80/udp', ['--publish=10.0.0.1:8080:80/udp'], []],
    ['-P', ['--publish=127.0.0.1::9000'], ['--publish-all=true']],
    ['--network mine', ['--network=mine'], ['--network=none']],
    ['-v /data:/tmp', ['--volume=/data:/tmp'], ['--tmpfs=/tmp']],
    ['--tmpfs /tmp', ['--tmpfs=/tmp:noexec,nosuid,nodev,size=64m'], []],
    ['--tmpfs /x:exec,size=1m', ['--tmpfs=/x:exec,nosuid,nodev,size=1m'], []],
    ['--mount type=tmpfs,dst=/q/,tmpfs-mode=0700', ['--mount=type=tmpfs,dst=/q/,tmpfs-mode=0700,tmpfs-size=67108864'], ['--tmpfs=/q']],
    ['--mount type=bind,src=/a,dst=/q', ['--mount=type=bind,src=/a,dst=/q'], ['size=67108864']],
    ['--read-only=false', ['--read-only=false'], ['--tmpfs', '--read-only ']],
    ['-m 1g', ['--memory=1g', '--memory-swap=1g'], ['--memory=512m']],
    ['--cpus 3 --pids-limit 9', ['--cpus=3', '--pids-limit=9'], ['--cpus=1', '--pids-limit=256']],
    ['--cap-drop ALL --cap-add CHOWN', ['--cap-add=CHOWN'], ['--cap-drop=ALL --cap-drop=ALL']],
    ['--security-opt seccomp=unconfined', ['--security-opt=seccomp=unconfined'], ['seccomp-']],
    ['--device-read-bps /dev/sdb:9m', ['--device-read-bps=/dev/sdb:9m', rates[1] ?? ''], ['/dev/sda:64m --device-write']],
    ['--device-write-iops /dev/sdb:9', ['--device-write-iops=/dev/sdb:9', rates[0] ?? ''], ['--device-write-bps']],
    ['--blkio-weight 10', ['--blkio-weight=10'], ['--device-']],
    ['--ulimit core=-1 --ipc host', ['--ulimit=core=-1', '--ipc=host'], ['--ulimit=core=0', '--ipc=private']],
    [
      '-itd --rm --name a --label a=b --log-opt max-size=1m',
      ['--interactive=true', '--tty=true', '--detach=true', '--name=a', '--log-opt=max-size=1m'],
      [],
    ],
  ])('%s', async (text, has, hasNot) => {
    const words = options(await plan('docker', [...text.split(' '), 'x'], { ExposedPorts: { '9000/tcp': {} } }));
    expect(words).toEqual(expect.arrayContaining(has));
    for (const part of hasNot) expect(words.join(' ')).not.toContain(part);
  });
});

it('-P of an image that exposes nothing leaves it without a network', async () => {
  const { words, weakened } = await plan('docker', ['-P', '--hostname', 'h', 'x']);
  expect(words).toContain('--network=none');
  expect(weakened.lines).toEqual([]);
});

it('a tmpfs of --mount gets the options of --tmpfs, where Podman would leave them out', async () => {
  const { words, weakened } = await plan('podman', [
    '--mount',
    'type=tmpfs,dst=/q,exec,tmpfs-size=1m',
    '--mount',
    'type=tmpfs,dst=/r',
    'x',
  ]);
  expect(words).toContain('--mount=type=tmpfs,dst=/q,exec,tmpfs-size=1m,nosuid,nodev');
  expect(words).toContain('--mount=type=tmpfs,dst=/r,noexec,nosuid,nodev,tmpfs-size=67108864');
  expect(words.filter((word) => /^--tmpfs=\/[qr]:/.test(word))).toEqual([]);
  expect(weakened.lines.join()).toMatch(/dst=\/q.*tmpfs-options is off/);
});

describe('what weakens it is said once, in one line', () => {
  it.each<['docker' | 'podman', string, readonly RegExp[]]>([
    ['docker', '-m 64m --cpus 2 --name a -it --rm --label a=b --init', []],
    ['docker', '-p 127.0.0.1:80:80', [/^--publish 127.0.0.1:80:80: default-bridge is off: /]],
    ['docker', '-p 80:80 --network mine', []],
    ['docker', '--privileged', [/^--privileged: privileged is off: .*; off with it: .*capabilities-dropped, .*masked-paths, apparmor/]],
    ['docker', '--cap-add SYS_ADMIN', [/^--cap-add SYS_ADMIN: dangerous-capabilities is off: /]],
    ['docker', '--cap-add NET_RAW --pid host', [/^--cap-add NET_RAW: net-raw /, /^--pid host: host-pid /]],
    ['docker', '--network host', [/^--network host: host-network /]],
    ['docker', '-p 0.0.0.0:5432:5432', [/^--publish 0.0.0.0:5432:5432: published-address .*; off with it: default-bridge$/]],
    ['docker', '-p 80:80 -v data:/data --rm', [/^--publish 127.0.0.1:80:80: default-bridge is off: /]],
    ['podman', '--net host --rm --name x', [/^--net(?:work)? host: host-network .*; off with it: user-namespace$/]],
    ['podman', '--pid host -m 64m', [/^--pid host: host-pid .*; off with it: .*user-namespace$/]],
    [
      'podman',
      '--pid host --net host',
      [/^--pid host: host-pid /, /^--net host: host-network /, /^these options together: user-namespace /],
    ],
    ['docker', '--security-opt no-new-privileges=false', [/no-new-privileges is off/]],
    ['docker', '--security-opt seccomp=unconfined', [/seccomp is off/]],
    ['docker', '--security-opt systempaths=unconfined', [/masked-paths is off/]],
    ['docker', '-v /var/run/docker.sock:/s', [/engine-socket is off/]],
    ['docker', '--user 0', [/non-root-user is off/]],
    ['docker', '--read-only=false', [/read-only-root is off/]],
    ['docker', '--memory -1 --pids-limit -1', [/^--memory -1: memory-limit /, /^--pids-limit -1: pids-limit /]],
    ['docker', '-e DB_PASSWORD=K4ngaroo99x', [/^--env DB_PASSWORD: secret-in-environment /]],
    ['docker', '--tmpfs /x:exec', [/tmpfs-options is off/]],
    ['podman', '--userns host', [/^--userns host: user-namespace /]],
    ['podman', '--security-opt unmask=ALL', [/masked-paths is off/]],
  ])('%s %s', async (kind, text, expected) => {
    const { lines } = (await plan(kind, [...text.split(' '), 'test/web:1'])).weakened;
    expect(lines).toEqual(expected.map((line) => expect.stringMatching(line)));
    expect(lines.join('\n')).not.toContain('K4ngaroo99x');
  });
});

it.each([
  ['--bogus x', /--bogus is no option/],
  ['--memory lots x', /--memory has a value that Docker does not take/],
])('%s is refused', async (text, message) => {
  const asked = askedRun(text.split(' '), 'docker', ownOptions);
  if ('because' in asked) expect(asked.because).toMatch(message);
  else await expect(plan('docker', text.split(' '))).rejects.toThrow(message);
});
