import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldersLeft } from '../../src/host/left-behind.ts';
import { type LiveEngine, image as liveImage, startDocker, whyNoDocker } from '../support/engines.ts';
import { type LiveRegistry, startRegistry, whyNoRegistry } from '../support/registry.ts';
import { type Ended, type Runner, run } from '../support/run.ts';
import { given, type RuntimeHome, runtimeHome, savedImage, whyNoRuntime } from '../support/runtimes.ts';
import { tarOf } from '../support/tar.ts';

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
        expect(foldersLeft('run', ['/dev/shm'])).toEqual([]);
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
        ['-d --read-only=false', 125, /-d does not go with --read-only=false here/],
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
        expect(await shell(runner, 'exit 5', ['-d'])).toMatchObject({ exit: 125, err: expect.stringMatching(/needs XDG_RUNTIME_DIR/) });
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

describe('an image that is none, or means harm', () => {
  const runtime = 'runc';
  const why = whyNoRuntime(runtime);
  describe.skipIf(why !== undefined)(why === undefined ? 'is told' : `skipped: ${why}`, () => {
    let home: RuntimeHome;
    beforeAll(async () => {
      home = await runtimeHome();
    }, patience.timeout);
    afterAll(() => home?.remove(), patience.timeout);

    describe('what is hostile stays inside', () => {
      const out = (): string => join(home.folder, 'out');
      const up = (path: string): string => `${'../'.repeat(12)}${path.slice(1)}`;
      const layers: readonly (readonly [string, () => Parameters<typeof tarOf>[0]])[] = [
        ['a path that climbs', () => [{ name: up(`${out()}/a`), text: 'x' }]],
        ['an absolute path', () => [{ name: `${out()}/b`, text: 'x' }]],
        [
          'a link to a folder',
          () => [
            { name: 'd', link: out() },
            { name: 'd/c', text: 'x' },
          ],
        ],
        [
          'a link that climbs',
          () => [
            { name: 'd', link: up(out()) },
            { name: 'd/d', text: 'x' },
          ],
        ],
        [
          'a whiteout behind a link',
          () => [
            { name: 'd', link: out() },
            { name: 'd/.wh.kept', text: '' },
          ],
        ],
        ['users of the host', () => [{ name: 'etc', link: up('/etc') }]],
      ];
      it.each(layers)('%s', patience, async (name, items) => {
        mkdirSync(out(), { recursive: true });
        writeFileSync(join(out(), 'kept'), '');
        const file = join(home.folder, `hostile-${runtime}.tar`);
        writeFileSync(
          file,
          await savedImage(await tarOf(items()), { Cmd: ['/x'], ...(name.startsWith('users') ? { User: 'daemon' } : {}) }),
        );
        const { exit, err } = await run(home.root(runtime, true), ['--dry-run=command', `archive:${file}`]);
        if (name.startsWith('users')) expect({ exit, err }).toEqual({ exit: 125, err: expect.stringMatching(/there is no user daemon/) });
        else expect(exit).toBe(0);
        expect(readdirSync(out())).toEqual(['kept']);
      });

      it('a layer that is not what its digest says', patience, async () => {
        const file = join(home.folder, `changed-${runtime}.tar`);
        const [layer, other] = await Promise.all(['one', 'two'].map((text) => tarOf([{ name: 'x', text }])));
        if (layer === undefined || other === undefined) throw new Error('no layers');
        const bytes = await savedImage(layer, {});
        bytes.write('two', bytes.indexOf('one'));
        writeFileSync(file, bytes);
        const { exit, err } = await run(home.root(runtime, true), [`archive:${file}`, 'x']);
        expect({ exit, err }).toEqual({ exit: 125, err: expect.stringMatching(/was not fetched: .*[Dd]igest/) });
        expect(unpacked(home.caches.root).every(({ name }) => /^[0-9a-f]{64}-/.test(name))).toBe(true);
      });
    });

    it.each([
      ['skopeo', /needs skopeo for images, which is not in PATH: apt install skopeo/],
      ['umoci', /needs umoci for images, which is not in PATH: apt install umoci/],
    ])('without %s', patience, async (missing, message) => {
      const bin = join(home.folder, `without-${missing}-${runtime}`);
      // Links to all programs but one; of those that both folders have the first counts.
      mkdirSync(bin);
      execFileSync('sh', ['-c', `ln -s -t ${bin} /usr/sbin/* /usr/bin/* 2>/dev/null; rm ${bin}/${missing}`]);
      const runner = home.root(runtime, true);
      const env = { ...runner.env, PATH: bin, XDG_CACHE_HOME: join(home.folder, `cache-${missing}`) };
      expect(await run({ ...runner, env }, [runner.image, 'true'])).toMatchObject({
        exit: 125,
        out: '',
        err: expect.stringMatching(message),
      });
    });

    /** With another umoci first in PATH, and a cache of its own. */
    const broken = (name: string, script: string): { runner: Runner; cache: string } => {
      const folder = join(home.folder, name);
      mkdirSync(folder);
      writeFileSync(join(folder, 'umoci'), `#!/bin/sh\nfor last; do :; done; mkdir -p "$last/bin"; ${script}\n`, { mode: 0o755 });
      const runner = home.root(runtime, true);
      const env = { ...runner.env, PATH: `${folder}:${runner.env.PATH}`, XDG_CACHE_HOME: join(home.folder, `cache-${name}`) };
      return { runner: { ...runner, env }, cache: join(home.folder, `cache-${name}/bulkhead/images`) };
    };

    it('that cannot be unpacked leaves nothing', patience, async () => {
      const { runner, cache } = broken('fails', 'echo "   ⨯ no space" >&2; exit 1');
      expect(await run(runner, [runner.image])).toMatchObject({ exit: 125, err: 'bulkhead: umoci cannot unpack the image: no space\n' });
      expect(unpacked(cache)).toEqual([]);
    });

    it('that was half unpacked by somebody who was killed is unpacked anew, and the half is gone', patience, async () => {
      const { runner, cache } = broken('killed', 'kill -9 "$PPID"');
      expect((await run(runner, [runner.image])).exit).not.toBe(3);
      expect(unpacked(cache)).toEqual([{ name: expect.stringMatching(/^bulkhead-scratch-/), inode: expect.any(Number) }]);
      const PATH = runner.env.PATH?.replace(/^[^:]*:/, '') ?? '';
      expect((await run({ ...runner, env: { ...runner.env, PATH } }, [runner.image])).exit).toBe(3);
      expect(unpacked(cache)).toEqual([{ name: expect.stringMatching(/^[0-9a-f]{64}-/), inode: expect.any(Number) }]);
    });

    it('that several unpack at once is one', patience, async () => {
      const runner = home.root(runtime, true);
      const env = { ...runner.env, XDG_CACHE_HOME: join(home.folder, 'cache-several') };
      const ended = await Promise.all([1, 2, 3].map(() => run({ ...runner, env }, [runner.image])));
      expect(ended.map(({ exit }) => exit)).toEqual([3, 3, 3]);
      expect(unpacked(join(home.folder, 'cache-several/bulkhead/images'))).toHaveLength(1);
    });

    it('in a place that its ids cannot reach', patience, async () => {
      const closed = join(home.folder, 'closed');
      mkdirSync(closed, { mode: 0o700 });
      const runner = home.root(runtime, true);
      const { exit, err } = await run({ ...runner, env: { ...runner.env, XDG_CACHE_HOME: closed } }, [runner.image]);
      expect({ exit, err }).toEqual({
        exit: 125,
        err: expect.stringMatching(/closed lets nobody pass, so the ids of the container cannot reach/),
      });
    });

    it.each([
      ['archive:/nowhere', /there is no \/nowhere/],
      ['archive:/etc/hostname', /is not to be had: docker-archive:\/etc\/hostname: /],
      ['/etc', /\/etc is no OCI bundle: it has no config.json/],
      ['--privileged', /--privileged is no name of an image/],
    ])('%s is none', patience, async (name, message) => {
      expect(await run(home.root(runtime, true), ['--', name])).toMatchObject({ exit: 125, err: expect.stringMatching(message) });
    });
  });
});

describe('where images come from', () => {
  const why = whyNoRuntime('runc') ?? whyNoRegistry() ?? whyNoDocker();
  describe.skipIf(why !== undefined)(why === undefined ? 'by name' : `skipped: ${why}`, () => {
    let home: RuntimeHome;
    let registry: LiveRegistry;
    let docker: LiveEngine;
    beforeAll(async () => {
      home = await runtimeHome();
      registry = await startRegistry({ login: false });
      docker = await startDocker();
      const to = `docker://${registry.host}/test/web:1`;
      execFileSync('/usr/bin/skopeo', ['copy', '--quiet', '--dest-tls-verify=false', `docker-archive:${home.folder}/image.tar`, to], {
        stdio: 'pipe',
      });
      writeFileSync(join(home.folder, 'registries.conf'), `[[registry]]\nlocation = "${registry.host}"\ninsecure = true\n`);
      const storage = `[storage]\ndriver = "vfs"\nrunroot = "${home.folder}/c/run"\ngraphroot = "${home.folder}/c/data"\n`;
      writeFileSync(join(home.folder, 'storage.conf'), storage);
    }, patience.timeout);
    afterAll(async () => {
      registry?.stop();
      await docker?.stop();
      home?.remove();
    }, patience.timeout);

    const runner = (): Runner => {
      const { before, env, ...rest } = home.root('runc', true);
      const insecure = `mount --bind ${home.folder}/registries.conf /etc/containers/registries.conf && exec "$@"`;
      return {
        ...rest,
        before: [...before, 'sh', '-c', insecure, 'sh'],
        env: { ...env, CONTAINERS_STORAGE_CONF: join(home.folder, 'storage.conf') },
      };
    };

    it('a registry, unless it must not be asked', patience, async () => {
      const name = `${registry.host}/test/web:1`;
      const never = await run(runner(), ['--pull', 'never', name, 'exit 5']);
      expect(never).toMatchObject({ exit: 125, err: expect.stringMatching(/is not to be had/) });
      const first = await run(runner(), [name, 'exit 5']);
      expect(first).toMatchObject({ exit: 5, err: expect.stringMatching(/^bulkhead: fetching docker:\/\//m) });
      expect(await run(runner(), [name, 'exit 5'])).toMatchObject({ exit: 5, err: expect.not.stringMatching(/fetching/) });
    });

    it('the store of Podman comes first', patience, async () => {
      const name = `${registry.host}/test/web:1`;
      const env = { ...process.env, CONTAINERS_STORAGE_CONF: join(home.folder, 'storage.conf') };
      const other = await savedImage(await tarOf([{ name: 'bin/', text: '' }]), { Cmd: ['/of-the-store'] });
      writeFileSync(join(home.folder, 'other.tar'), other);
      execFileSync('/usr/bin/skopeo', ['copy', '--quiet', `docker-archive:${home.folder}/other.tar`, `containers-storage:${name}`], {
        env,
        stdio: 'pipe',
      });
      const { out } = await run(runner(), ['--dry-run=oci', name]);
      expect(out).toContain('/of-the-store');
      const fresh = await run(runner(), ['--dry-run=oci', '--pull', 'always', name]);
      expect(fresh.out).not.toContain('/of-the-store');
    });

    it('the images of a Docker', patience, async () => {
      const { env, ...rest } = runner();
      const ended = await run({ ...rest, env: { ...env, DOCKER_HOST: docker.url } }, [
        '--pull',
        'never',
        liveImage,
        '/bin/busybox',
        'id',
        '-u',
      ]);
      expect(ended).toMatchObject({ exit: 0, out: '10001\n' });
    });
  });
});

interface Unpacked {
  readonly name: string;
  readonly inode: number;
}

const unpacked = (folder: string): readonly Unpacked[] =>
  existsSync(folder) ? readdirSync(folder).map((name) => ({ name, inode: statSync(join(folder, name)).ino })) : [];

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
