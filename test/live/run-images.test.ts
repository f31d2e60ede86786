import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LiveEngine, image as liveImage, startDocker, whyNoDocker } from '../support/engines.ts';
import { type LiveRegistry, startRegistry, whyNoRegistry } from '../support/registry.ts';
import { type Runner, run } from '../support/run.ts';
import { type RuntimeHome, runtimeHome, savedImage, whyNoRuntime } from '../support/runtimes.ts';
import { tarOf } from '../support/tar.ts';

/** Where a runtime alone has its images from: Podman's store, a Docker, a registry. */
const patience = { timeout: 240_000 };

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
