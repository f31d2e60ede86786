import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { busyboxTree } from './busybox.ts';
import type { LiveEngine } from './engines.ts';
import { withOneCgroupVersion, withSubids } from './own-machine.ts';

/** How a test starts `bulkhead run` on one engine. */
export interface Runner {
  /** Words before `node`: another namespace. */
  readonly before: readonly string[];
  readonly engine: string;
  /** An image or bundle with busybox in it. */
  readonly image: string;
  readonly env: Readonly<Record<string, string>>;
  /** Where another user finds the program. */
  readonly cli?: string;
}

export interface Ended {
  /** Of the process: the words before `node` all become what they start. */
  readonly pid: number | undefined;
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

const cli = resolve('dist/cli.cjs');

/** Folders with secrets that `bulkhead run` keeps in memory under this number of its process (src/host/left-behind.ts), while others run beside it. */
export const keptInMemory = (pid: number | undefined): readonly string[] =>
  readdirSync('/dev/shm').filter((name) => name.startsWith('bulkhead-run-') && name.split('-')[4] === String(pid));

/** Runs `bulkhead run` beside the test, whose own servers go on. `signal`: what it is sent once it has printed something, and `before` was called. */
export function run(
  runner: Runner,
  words: readonly string[],
  more: { env?: Record<string, string>; signal?: NodeJS.Signals; before?: (pid: number | undefined) => void } = {},
): Promise<Ended> {
  const [first = '', ...rest] = [...runner.before, process.execPath, runner.cli ?? cli, 'run', '--engine', runner.engine, ...words];
  const env = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '/root', ...runner.env, ...more.env };
  const child = spawn(first, rest, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  let sent = false;
  child.stdout.on('data', (chunk) => {
    out += chunk;
    if (more.signal === undefined || sent) return;
    sent = true;
    // Podman hands signals on only from a moment after the first output.
    setTimeout(() => {
      more.before?.(child.pid);
      child.kill(more.signal);
    }, 2000);
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  return new Promise((done) => child.on('close', (exit) => done({ pid: child.pid, exit, out, err })));
}

const folderOf = ({ url }: LiveEngine): string => dirname(url.replace(/^unix:\/\//, ''));

/** In the network namespace of its dockerd, where its ports are. */
export function dockerRunner(engine: LiveEngine, image: string): Runner {
  const pid = readFileSync(join(folderOf(engine), 'pid'), 'utf8').trim();
  const before = ['nsenter', '-t', pid, '-n'];
  execFileSync('nsenter', ['-t', pid, '-n', 'busybox', 'ip', 'link', 'set', 'lo', 'up']);
  return { before, engine: '/usr/bin/docker', image, env: { DOCKER_HOST: engine.url } };
}

/** Podman without its service, on the same storage, in a network of its own. */
export function podmanRunner(engine: LiveEngine, image: string): Runner {
  const folder = folderOf(engine);
  const program = join(folder, 'podman');
  const own = `--root ${folder}/root --runroot ${folder}/run --storage-driver overlay`;
  writeFileSync(program, `#!/bin/sh\nCONTAINERS_CONF=${folder}/containers.conf exec /usr/bin/podman ${own} "$@"\n`);
  chmodSync(program, 0o755);
  // --userns=auto takes ids from this user's range, which a machine need not have.
  writeFileSync(join(folder, 'ranges'), 'containers:2147483647:1048576\n');
  const script = `${withSubids(`${folder}/ranges`, folder)} && busybox ip link set lo up && exec "$@"`;
  return { before: ['unshare', '--net', '--mount', 'sh', '-c', script, 'sh'], engine: program, image, env: {} };
}

/** A bundle of busybox, and of nothing else that its configuration would allow. */
export function bundleRunner(engine: 'runc' | 'crun', folder: string): Runner {
  const root = join(folder, engine, 'rootfs');
  busyboxTree(root);
  const all = { bounding: ['CAP_SYS_ADMIN'], effective: ['CAP_SYS_ADMIN'], permitted: ['CAP_SYS_ADMIN'] };
  const config = {
    ociVersion: '1.0.2',
    process: { user: { uid: 0, gid: 0 }, args: ['/bin/sh'], env: ['PATH=/bin'], cwd: '/', capabilities: all },
    root: { path: 'rootfs', readonly: false },
    linux: { namespaces: [{ type: 'mount' }] },
  };
  writeFileSync(join(folder, engine, 'config.json'), JSON.stringify(config));
  const before = engine === 'crun' ? ['unshare', '--mount', 'sh', '-c', `${withOneCgroupVersion}; exec "$@"`, 'sh'] : [];
  return { before, engine, image: join(folder, engine), env: {} };
}

/** One page, asked for from where the runner is, until it is there. */
export function page(runner: Runner, port: number): Promise<string> {
  const ask = `const ask = () => fetch('http://127.0.0.1:${port}/').then((r) => r.text()).then((t) => process.stdout.write(t), () => setTimeout(ask, 200)); ask();`;
  return new Promise((done) => {
    const [first = '', ...rest] = [...runner.before, process.execPath, '-e', ask];
    const child = spawn(first, rest, { stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), 60_000);
    child.on('close', () => {
      clearTimeout(timer);
      done(text);
    });
  });
}

/** The user `daemon` of every Debian, whose only id is mapped to root of the container. */
const ordinary = 1;

/** A Podman without root, with an image, in a folder of its own. */
export function rootlessHome(): { readonly runner: Runner; readonly secret: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-run-rootless-'));
  for (const name of ['run', 'home', 'dist']) mkdirSync(join(folder, name), { recursive: true });
  const conf =
    '[containers]\ndefault_ulimits=["nofile=20000:20000","nproc=32768:32768"]\n[engine]\nruntime="runc"\ncgroup_manager="cgroupfs"\nevents_logger="file"\n';
  const storage = `[storage]\ndriver="vfs"\nrunroot="${folder}/run/c"\ngraphroot="${folder}/home/c"\n[storage.options]\nignore_chown_errors="true"\n`;
  writeFileSync(join(folder, 'containers.conf'), conf);
  writeFileSync(join(folder, 'storage.conf'), storage);
  writeFileSync(join(folder, 'secret'), 'K4ngaroo99x');
  busyboxTree(join(folder, 'root'));
  // The folder of this project need not be open to others.
  cpSync(dirname(cli), join(folder, 'dist'), { recursive: true });
  execFileSync('tar', ['-C', join(folder, 'root'), '-cf', join(folder, 'root.tar'), '.']);
  execFileSync('chown', ['-R', `${ordinary}:${ordinary}`, folder]);
  const env = {
    HOME: join(folder, 'home'),
    XDG_RUNTIME_DIR: join(folder, 'run'),
    PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
    CONTAINERS_CONF: join(folder, 'containers.conf'),
    CONTAINERS_STORAGE_CONF: join(folder, 'storage.conf'),
  };
  const before = ['setpriv', '--reuid', String(ordinary), '--regid', String(ordinary), '--clear-groups'];
  const podman = (...words: string[]): unknown =>
    execFileSync(before[0] ?? '', [...before.slice(1), '/usr/bin/podman', ...words], {
      env,
      cwd: folder,
      stdio: 'ignore',
      timeout: 60_000,
    });
  podman('import', join(folder, 'root.tar'), 'localhost/web:1');
  return {
    runner: {
      before: [...before, 'env', '-C', folder],
      engine: '/usr/bin/podman',
      image: 'localhost/web:1',
      env,
      cli: join(folder, 'dist/cli.cjs'),
    },
    secret: join(folder, 'secret'),
    remove() {
      try {
        podman('system', 'migrate');
      } catch {}
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
