import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ended, keptInMemory, type Runner, run } from '../support/run.ts';
import { given, type RuntimeHome, runtimeHome, unpacked, whyNoRuntime } from '../support/runtimes.ts';

/** Images on runc and crun, as root and as an ordinary user, each with and without ids of their own. */
const patience = { timeout: 240_000 };
const secret = 'K4ngaroo99x';
const volume = /^bulkhead: \/data is a volume of the image: here it is memory of 64 MiB/m;

describe.each(['runc', 'crun'] as const)('%s', (runtime) => {
  const why = whyNoRuntime(runtime);
  describe.skipIf(why !== undefined)(why === undefined ? 'runs images' : `skipped: ${why}`, () => {
    let home: RuntimeHome;
    beforeAll(async () => {
      home = await runtimeHome();
    }, patience.timeout);
    afterAll(() => home?.remove(), patience.timeout);

    const shell = (runner: Runner, script: string, options: readonly string[] = [], more: Parameters<typeof run>[2] = {}): Promise<Ended> =>
      run(runner, ['--rm', ...options, runner.image, script], more);

    const everything = `b=/bin/busybox; $b id -u; $b id -g; $b cat /proc/self/uid_map; $b grep -E '^(CapBnd|NoNewPrivs|Seccomp):' /proc/self/status
      $b touch /x || echo 'root is read-only'; $b touch /tmp/x /data/x && echo 'tmp is writable'; $b unshare -U true || echo 'no user namespace'
      $b stat -c '%a %u' /run/secrets/db; $b cat /run/secrets/db; echo; echo $FROM_IMAGE; $b ls /sys/class/net; exit 42`;
    const rowsOf = ({ out }: Ended): string[] =>
      out
        .trim()
        .split('\n')
        .map((row) => row.trim().replaceAll(/\s+/g, ' '));
    const shown = (uid: number, ...map: string[]): string[] => [
      ...[
        String(uid),
        String(uid),
        ...map,
        'CapBnd: 0000000000000000',
        'NoNewPrivs: 1',
        'Seccomp: 2',
        'root is read-only',
        'tmp is writable',
      ],
      ...['no user namespace', `400 ${uid}`, secret, 'yes', 'lo'],
    ];
    const withSecret = (): string[] => ['--secret', `db=file:${home.secret}`];

    describe('as root', () => {
      it('with ids for containers: every measure, a user namespace among them', patience, async () => {
        const ended = await shell(home.root(runtime, true), everything, withSecret());
        const start = Number(rowsOf(ended)[2]?.split(' ')[1]);
        expect(start).toBeGreaterThanOrEqual(given.containers);
        expect({ exit: ended.exit, rows: rowsOf(ended) }).toEqual({ exit: 42, rows: shown(10_001, `0 ${start} 65536`) });
        expect(ended.err).toMatch(volume);
        expect(ended.err).not.toMatch(/user-namespace/);
        expect(keptInMemory(ended.pid)).toEqual([]);
      });

      it('its process is nobody on the host', patience, async () => {
        const mark = `47${process.pid}.${runtime === 'runc' ? 1 : 2}`;
        const running = shell(home.root(runtime, true), `/bin/busybox sleep ${mark}; exit 0`);
        let found: { pid: number; uid: number } | undefined;
        for (let ended = false; !ended && found === undefined; ) {
          ended = await Promise.race([running.then(() => true), new Promise<boolean>((next) => setTimeout(() => next(false), 100))]);
          found = processOf(`/bin/busybox\0sleep\0${mark}\0`);
        }
        if (found !== undefined) process.kill(found.pid, 'SIGKILL');
        expect((await running).err).not.toMatch(/user-namespace/);
        expect(found?.uid).toBeGreaterThan(given.containers);
      });

      it('without ids for containers: without one, and the way to it is said', patience, async () => {
        const ended = await shell(home.root(runtime, false), everything, withSecret());
        expect({ exit: ended.exit, rows: rowsOf(ended) }).toEqual({ exit: 42, rows: shown(10_001, '0 0 4294967295') });
        expect(ended.err).toMatch(/^bulkhead: cannot be on here: user-namespace: root inside is root on the host/m);
        expect(ended.err).toMatch(/^bulkhead: for a user namespace the user "containers" needs a range/m);
      });

      it('its program and user, by name, are those of the image', patience, async () => {
        expect(await run(home.root(runtime, true), [home.image])).toMatchObject({ exit: 3 });
        expect(await shell(home.root(runtime, true), '/bin/busybox id -un', ['--user', 'app'])).toMatchObject({ exit: 0, out: 'app\n' });
        expect(await run(home.root(runtime, true), ['--entrypoint', '/bin/busybox', home.image, 'echo', 'own'])).toMatchObject({
          out: 'own\n',
        });
      });

      it.each([
        ['--userns host', 0, /--userns host: user-namespace is off/],
        ['--network host', 0, /--network host: host-network is off[\s\S]*cannot be on here: user-namespace/],
        ['--user 70000', 125, /it runs as 70000:0, which its user namespace does not have/],
        ['--restart always', 125, /--restart is an option for engines/],
        ['-p 80:80', 125, /a runtime alone makes no network/],
        ['--security-opt seccomp=/etc/own.json', 125, /seccomp=FILE is for engines/],
        ['-d', 125, /-d does not go with --rm here: .*delete does/],
        ['-d --rm=false --read-only=false', 125, /-d does not go with --read-only=false here/],
      ])('%s', patience, async (options, exit, message) => {
        expect(await shell(home.root(runtime, true), 'exit 0', options.split(' '))).toMatchObject({
          exit,
          err: expect.stringMatching(message),
        });
      });

      it('is unpacked once, and what one container writes is not there for the next', patience, async () => {
        const runner = home.root(runtime, true);
        await shell(runner, 'true');
        const before = unpacked(home.caches.root);
        const write = 'b=/bin/busybox; $b test -e /bin/new && exit 8; $b touch /bin/new && exit 9';
        for (let times = 0; times < 2; times++)
          expect(await shell(runner, write, ['--read-only=false', '--user', '0'])).toMatchObject({ exit: 9 });
        expect(unpacked(home.caches.root)).toEqual(before);
        expect(before.every(({ name }) => /^[0-9a-f]{64}-/.test(name))).toBe(true);
      });

      it('no filter, where none was asked for', patience, async () => {
        const script = '/bin/busybox grep ^Seccomp: /proc/self/status';
        const ended = await shell(home.root(runtime, true), script, ['--security-opt', 'seccomp=unconfined']);
        expect(ended).toMatchObject({ exit: 0, out: 'Seccomp:\t0\n', err: expect.stringMatching(/seccomp=unconfined: seccomp is off/) });
      });

      it('an image whose layers are packed with zstd', patience, async () => {
        const packed = join(home.folder, `zstd-${runtime}`);
        const words = [
          'copy',
          '--quiet',
          '--dest-compress-format',
          'zstd',
          home.image.replace('archive:', 'docker-archive:'),
          `oci:${packed}:1`,
        ];
        execFileSync('/usr/bin/skopeo', words, { stdio: 'ignore' });
        const blobs = join(packed, 'blobs/sha256');
        expect(readdirSync(blobs).some((name) => readFileSync(join(blobs, name)).includes('tar+zstd"'))).toBe(true);
        const runner = home.root(runtime, true);
        expect(await run({ ...runner, env: { ...runner.env, XDG_CACHE_HOME: `${packed}.cache` } }, [`archive:${packed}`])).toMatchObject({
          exit: 3,
        });
      });

      it('nobody else on the machine comes to its files', patience, async () => {
        await shell(home.root(runtime, true), 'true');
        const [{ name } = { name: 'none' }] = unpacked(home.caches.root);
        const ask = ['--reuid', '1', '--regid', '1', '--clear-groups', 'ls', join(home.caches.root, name, 'rootfs')];
        expect(() => execFileSync('setpriv', ask, { stdio: 'pipe' })).toThrow(/Permission denied/);
      });

      it('a service of a compose file', patience, async () => {
        const file = join(home.folder, `${runtime}.yaml`);
        const service = { image: home.image, command: ['/bin/busybox id -u; exit 6'], restart: 'always', cap_add: ['NET_RAW'] };
        writeFileSync(file, JSON.stringify({ services: { web: service } }));
        const { exit, out, err } = await run(home.root(runtime, true), ['--file', file, 'web']);
        expect({ exit, out }).toEqual({ exit: 6, out: '10001\n' });
        expect(err).toMatch(/^bulkhead: --cap-add NET_RAW: net-raw is off: /m);
      });

      it('what is printed in place of a start is proved: the user namespace holds', patience, async () => {
        const runner = home.root(runtime, true);
        const { exit, out } = await run(runner, ['--dry-run=oci', home.image]);
        expect(exit).toBe(0);
        const bundle = join(home.folder, `proof-${runtime}`);
        mkdirSync(bundle, { recursive: true });
        writeFileSync(join(bundle, 'config.json'), out);
        const [first = '', ...rest] = [...runner.before, process.execPath, runner.cli ?? '', 'prove', join(bundle, 'config.json')];
        const text = execFileSync(first, [...rest, '--runtime', runtime, '--format', 'json'], {
          ...{ encoding: 'utf8', env: { ...process.env, ...runner.env }, maxBuffer: 1 << 28, timeout: patience.timeout },
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        const verdicts = new Map(controlsIn(JSON.parse(text)).map(({ control, verdict }) => [control, verdict]));
        expect(verdicts.get('user-namespace')).toBe('holds');
        expect([...verdicts].filter(([, verdict]) => verdict === 'fails')).toEqual([]);
      });

      it('a bundle has the user namespace that its own configuration says', patience, async () => {
        const { out } = await run(home.root(runtime, true), ['--dry-run=oci', '--user', '7', home.image]);
        const bundle = join(home.folder, `bundle-${runtime}`);
        mkdirSync(bundle, { recursive: true });
        writeFileSync(join(bundle, 'config.json'), out);
        const start = (JSON.parse(out) as { linux: { uidMappings: readonly { hostID: number }[] } }).linux.uidMappings[0]?.hostID;
        const words = ['--user', '7', bundle, '/bin/busybox', 'sh', '-c', '/bin/busybox id -u; /bin/busybox cat /proc/self/uid_map'];
        const ended = await run(home.root(runtime, false), words);
        expect({ exit: ended.exit, rows: rowsOf(ended) }).toEqual({ exit: 0, rows: ['7', `0 ${start} 65536`] });
      });
    });

    describe('as an ordinary user', () => {
      it('without ids of his own: he is root of it, and nobody else is there', patience, async () => {
        const ended = await shell(home.user(runtime, false), everything, withSecret());
        expect({ exit: ended.exit, rows: rowsOf(ended) }).toEqual({ exit: 42, rows: shown(0, '0 1 1') });
        expect(ended.err).toMatch(/^bulkhead: cannot be on here: non-root-user: /m);
        expect(ended.err).toMatch(/^bulkhead: cannot be on here: (?:(?:memory|pids|cpu)-limit(?:, )?){3}: no control group is yours/m);
        const refused = await shell(home.user(runtime, false), 'true', ['--user', 'app']);
        expect(refused).toMatchObject({ exit: 125, err: expect.stringMatching(/it runs as 1000:1000, and without a range/) });
      });

      it('with ids of his own: its user is another than he', patience, async (context) => {
        const runner = home.user(runtime, true);
        context.skip(!hasRange(runner), 'the kernel lets an ordinary user map no range');
        const ended = await shell(runner, everything, withSecret());
        expect({ exit: ended.exit, rows: rowsOf(ended) }).toEqual({
          exit: 42,
          rows: shown(10_001, '0 1 1', `1 ${given.ordinary} 65535`),
        });
        expect(ended.err).not.toMatch(/non-root-user/);
        const write = 'b=/bin/busybox; $b stat -c %u /bin /data; $b touch /bin/new && exit 9';
        expect(await shell(runner, write, ['--read-only=false', '--user', '0'])).toMatchObject({ exit: 9, out: '0\n0\n' });
        expect(unpacked(home.caches.user).every(({ name }) => /^[0-9a-f]{64}-/.test(name))).toBe(true);
      });

      it('without XDG_RUNTIME_DIR, in front', patience, async () => {
        const { XDG_RUNTIME_DIR: _, ...env } = home.user(runtime, false).env;
        const runner = { ...home.user(runtime, false), env };
        expect(await shell(runner, 'exit 5')).toMatchObject({ exit: 5 });
        expect(await shell(runner, 'exit 5', ['-d', '--rm=false'])).toMatchObject({
          exit: 125,
          err: expect.stringMatching(/needs XDG_RUNTIME_DIR/),
        });
      });

      it.each([
        ['--userns host', 125, /--userns host needs root/],
        ['--pid host', 125, /--pid host does not go with a user namespace/],
        ['--network host', 0, /--network host: host-network is off/],
      ])('%s', patience, async (options, exit, message) => {
        const ended = await shell(home.user(runtime, false), 'exit 0', options.split(' '));
        expect(ended).toMatchObject({ exit, err: expect.stringMatching(message) });
      });
    });
  });
});

/** The process with these words, and its user for the host. */
function processOf(words: string): { readonly pid: number; readonly uid: number } | undefined {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== words) continue;
      return { pid: Number(pid), uid: Number(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) };
    } catch {
      // It has ended meanwhile.
    }
  }
  return undefined;
}

const controlsIn = (report: unknown): readonly { control: string; verdict: string }[] => {
  const { containers, controls } = report as { containers?: readonly { controls: [] }[]; controls?: [] };
  return controls ?? containers?.[0]?.controls ?? [];
};

/** Some kernels let only chosen programs have a user namespace (Ubuntu 24.04). */
function hasRange({ before, env }: Runner): boolean {
  try {
    const [first = '', ...rest] = [...before, 'unshare', '--user', '--map-auto', '--map-root-user', 'true'];
    execFileSync(first, rest, { env, stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}
