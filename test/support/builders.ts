import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whyNoBusybox } from './busybox.ts';
import { startDocker } from './engines.ts';

/** A real builder of images, with a store of its own in a temporary folder. */
export interface Builder {
  /** Builds `folder`/Containerfile; what it saved. Throws with what the builder says. */
  build(folder: string, args: Readonly<Record<string, string>>): string;
  stop(): Promise<void>;
}

export const whyNoBuildah = (): string | undefined => {
  if (process.getuid?.() !== 0) return 'not root';
  if (!existsSync('/usr/bin/buildah')) return 'no buildah';
  return whyNoBusybox();
};

const wordsOf = (args: Readonly<Record<string, string>>): string[] =>
  Object.entries(args).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]);

/** The builder that dockerd has in itself. Debian's client has no other. */
export async function startDockerBuilder(): Promise<Builder> {
  const engine = await startDocker();
  const out = mkdtempSync(join(tmpdir(), 'bulkhead-built-'));
  let count = 0;
  return {
    build(folder, args) {
      const name = `built:${++count}`;
      const file = join(out, `${count}.tar`);
      engine.client('build', '--network', 'none', ...wordsOf(args), '-t', name, '-f', join(folder, 'Containerfile'), folder);
      engine.client('save', '-o', file, name);
      return file;
    },
    async stop() {
      await engine.stop();
      rmSync(out, { recursive: true, force: true });
    },
  };
}

/** `layers`: one for each instruction; without, it puts all of them into one. In no container, for that needs more of a machine than a guest has. */
export function startBuildah(layers: boolean): Builder {
  const out = mkdtempSync(join(tmpdir(), 'bulkhead-buildah-'));
  const own = ['--root', `${out}/root`, '--runroot', `${out}/run`, '--storage-driver', 'vfs'];
  const buildah = (...words: readonly string[]): void => void execFileSync('/usr/bin/buildah', [...own, ...words], { stdio: 'pipe' });
  let count = 0;
  return {
    build(folder, args) {
      const name = `localhost/built:${++count}`;
      const file = join(out, `${count}.tar`);
      const how = ['--isolation', 'chroot', ...(layers ? ['--layers'] : []), ...wordsOf(args)];
      buildah('bud', ...how, '-t', name, '-f', join(folder, 'Containerfile'), folder);
      buildah('push', name, `docker-archive:${file}:${name}`);
      return file;
    },
    stop: async () => rmSync(out, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
  };
}
