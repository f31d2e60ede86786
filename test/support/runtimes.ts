import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { busyboxTree } from './busybox.ts';
import { withOneCgroupVersion, withSubids } from './own-machine.ts';
import type { Runner } from './run.ts';
import { type Item, tarOf } from './tar.ts';

/** Runtimes without an engine, and images for them. */
export type Runtime = 'runc' | 'crun';

/** The user `daemon` of every Debian. */
export const ordinary = 1;
/** Ids that the tests give: to the user `containers`, of which each image has its own part, and to the ordinary user. */
export const given = { containers: 2_000_000_000, ordinary: 300_000 } as const;

const isThere = (program: string): boolean => ['/usr/bin', '/usr/sbin', '/bin'].some((folder) => existsSync(`${folder}/${program}`));

/** Undefined: images can be run by it here. */
export function whyNoRuntime(runtime: Runtime): string | undefined {
  if (process.getuid?.() !== 0) return 'not root';
  return [runtime, 'skopeo', 'umoci', 'busybox', 'setpriv', 'newuidmap']
    .filter((program) => !isThere(program))
    .map((program) => `no ${program}`)[0];
}

export interface RuntimeHome {
  readonly folder: string;
  /** archive:… of busybox, whose program is `/bin/sh -c`, with a user `app` and a volume /data. */
  readonly image: string;
  readonly secret: string;
  /** As root. `ranges`: whether there are ids for containers. */
  root(runtime: Runtime, ranges: boolean): Runner;
  /** As an ordinary user. `ranges`: whether he has ids of his own. */
  user(runtime: Runtime, ranges: boolean): Runner;
  /** Where images lie unpacked. */
  readonly caches: { readonly root: string; readonly user: string };
  remove(): void;
}

export async function runtimeHome(): Promise<RuntimeHome> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bulkhead-runtime-')));
  chmodSync(folder, 0o755);
  for (const name of ['dist', 'home', 'run', 'cache']) mkdirSync(join(folder, name), { recursive: true });
  cpSync(dirname(resolve('dist/cli.cjs')), join(folder, 'dist'), { recursive: true });
  const tree = join(folder, 'tree');
  busyboxTree(tree);
  execFileSync('chown', ['1000:1000', join(tree, 'data')]);
  execFileSync('tar', ['-C', tree, '-cf', join(folder, 'layer.tar'), '.']);
  const layer = execFileSync('cat', [join(folder, 'layer.tar')], { maxBuffer: 1 << 28 });
  const config = { Env: ['PATH=/bin', 'FROM_IMAGE=yes'], Entrypoint: ['/bin/sh', '-c'], Cmd: ['exit 3'], Volumes: { '/data': {} } };
  writeFileSync(join(folder, 'image.tar'), await savedImage(layer, config));
  writeFileSync(join(folder, 'secret'), 'K4ngaroo99x');
  writeFileSync(join(folder, 'containers'), `containers:${given.containers}:6553600\n`);
  writeFileSync(join(folder, 'ordinary'), `daemon:${given.ordinary}:65536\n`);
  writeFileSync(join(folder, 'nobody'), '');
  const owned = ['home', 'run'].map((name) => join(folder, name));
  execFileSync('chown', ['-R', `${ordinary}:${ordinary}`, ...owned, join(folder, 'secret')]);
  const cli = join(folder, 'dist/cli.cjs');
  const before = (runtime: Runtime, ids: string, then: readonly string[]): readonly string[] => {
    const cover = runtime === 'crun' ? withOneCgroupVersion : 'true';
    return ['unshare', '--mount', 'sh', '-c', `${cover}; ${withSubids(join(folder, ids), folder)} && exec "$@"`, 'sh', ...then];
  };
  const image = `archive:${folder}/image.tar`;
  const PATH = '/usr/sbin:/usr/bin:/sbin:/bin';
  return {
    ...{ folder, image, secret: join(folder, 'secret') },
    caches: { root: join(folder, 'cache/bulkhead/images'), user: join(folder, 'home/.cache/bulkhead/images') },
    root: (runtime, ranges) => ({
      before: before(runtime, ranges ? 'containers' : 'nobody', []),
      ...{ engine: runtime, image, cli, env: { XDG_CACHE_HOME: join(folder, 'cache'), PATH } },
    }),
    user(runtime, ranges) {
      const as = ['setpriv', '--reuid', String(ordinary), '--regid', String(ordinary), '--clear-groups', 'env', '-C', folder];
      const env = { HOME: join(folder, 'home'), XDG_RUNTIME_DIR: join(folder, 'run'), PATH };
      return { before: before(runtime, ranges ? 'ordinary' : 'nobody', as), engine: runtime, image, cli, env };
    },
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** What lies unpacked in a cache; a folder that was made anew is another one. */
export const unpacked = (cache: string): readonly { readonly name: string; readonly inode: number }[] =>
  existsSync(cache) ? readdirSync(cache).map((name) => ({ name, inode: statSync(join(cache, name)).ino })) : [];

/** An image of one layer, as docker save writes it. */
export async function savedImage(layer: Buffer, config: object): Promise<Buffer> {
  const digest = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');
  const text = JSON.stringify({
    ...{ architecture: process.arch === 'arm64' ? 'arm64' : 'amd64', os: 'linux', config },
    rootfs: { type: 'layers', diff_ids: [`sha256:${digest(layer)}`] },
  });
  const items: Item[] = [
    { name: `${digest(text)}.json`, text },
    { name: 'l/layer.tar', text: layer },
    {
      name: 'manifest.json',
      text: JSON.stringify([{ Config: `${digest(text)}.json`, RepoTags: ['test/web:1'], Layers: ['l/layer.tar'] }]),
    },
  ];
  return tarOf(items);
}
