import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Runner, run } from '../support/run.ts';
import { type RuntimeHome, runtimeHome, savedImage, unpacked, whyNoRuntime } from '../support/runtimes.ts';
import { tarOf } from '../support/tar.ts';

/** Images that are none, mean harm, or meet something in the way. */
const patience = { timeout: 240_000 };

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
