import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One container of a Podman without root, in a folder of its own. */
export interface Rootless {
  readonly url: string;
  readonly name: string;
  readonly uid: number;
  stop(): void;
}

/** The user `daemon` of every Debian: it needs no range of ids, for root alone is mapped, to itself. */
const uid = 1;

/** Only where control groups of version 1 are in use does Podman without root drop limits. */
export const whyNoRootless = (): string | undefined => {
  if (process.getuid?.() !== 0) return 'skipped: not root';
  if (!existsSync('/usr/bin/podman') || !existsSync('/bin/busybox') || !existsSync('/usr/bin/setpriv')) return 'skipped: no podman';
  return readFileSync('/proc/self/cgroup', 'utf8').includes(':memory:') ? undefined : 'skipped: no control groups of version 1';
};

/** An ordinary user, with a store of Podman's of his own. */
export interface OrdinaryHome {
  readonly folder: string;
  readonly uid: number;
  /** Where his Podman keeps what it has. */
  readonly store: string;
  readonly env: Readonly<Record<string, string>>;
  /** The words for setpriv to become that user. */
  readonly as: readonly string[];
  /** Runs a program as that user; what it prints, whatever its exit code is. Throws where it cannot be run. */
  run(program: string, ...args: string[]): string;
  /** Throws with what it says where it fails. */
  podman(...args: string[]): string;
  remove(): void;
}

export const whyNoOrdinary = (): string | undefined =>
  process.getuid?.() !== 0
    ? 'not root'
    : ['/usr/bin/podman', '/usr/bin/setpriv'].filter((path) => !existsSync(path)).map((path) => `no ${path}`)[0];

export function ordinaryHome(): OrdinaryHome {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-rootless-'));
  for (const name of ['run', 'home']) mkdirSync(`${folder}/${name}`, { recursive: true });
  writeFileSync(
    `${folder}/containers.conf`,
    '[containers]\ndefault_ulimits=["nofile=20000:20000","nproc=32768:32768"]\n[engine]\nruntime="runc"\ncgroup_manager="cgroupfs"\nevents_logger="file"\n',
  );
  writeFileSync(
    `${folder}/storage.conf`,
    `[storage]\ndriver="vfs"\nrunroot="${folder}/run/c"\ngraphroot="${folder}/home/c"\n[storage.options]\nignore_chown_errors="true"\n`,
  );
  execFileSync('chown', ['-R', `${uid}:${uid}`, folder]);
  execFileSync('chmod', ['700', folder, `${folder}/run`]);
  const env = {
    PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: `${folder}/home`,
    XDG_RUNTIME_DIR: `${folder}/run`,
    CONTAINERS_CONF: `${folder}/containers.conf`,
    CONTAINERS_STORAGE_CONF: `${folder}/storage.conf`,
  };
  const as = ['--reuid', String(uid), '--regid', String(uid), '--clear-groups'];
  const options = { env, cwd: folder, encoding: 'utf8', timeout: 120_000, maxBuffer: 1 << 28 } as const;
  return {
    ...{ folder, uid, env, as, store: `${folder}/home/.local/share/containers/storage` },
    run(program, ...args) {
      const { stdout, error } = spawnSync('setpriv', [...as, program, ...args], options);
      if (error !== undefined) throw error;
      return stdout;
    },
    podman: (...args) =>
      execFileSync('setpriv', [...as, '/usr/bin/podman', ...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] }).trim(),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

export async function startRootlessPodman(flags: readonly string[]): Promise<Rootless> {
  const { folder, env, as, podman, remove } = ordinaryHome();
  mkdirSync(`${folder}/root/bin`, { recursive: true });
  execFileSync('cp', ['/bin/busybox', `${folder}/root/bin/busybox`]);
  execFileSync('tar', ['-C', `${folder}/root`, '-cf', `${folder}/root.tar`, '.']);
  execFileSync('chown', ['-R', `${uid}:${uid}`, `${folder}/root`, `${folder}/root.tar`]);
  let service: ChildProcess | undefined;
  const stop = (): void => {
    for (const args of [
      ['rm', '--force', '--all', '--time', '0'],
      ['system', 'migrate'],
    ]) {
      try {
        podman(...args);
      } catch {}
    }
    service?.kill('SIGTERM');
    remove();
  };
  try {
    podman('import', `${folder}/root.tar`, 'localhost/web:1');
    podman('run', '--detach', '--name', 'web', ...flags, 'localhost/web:1', '/bin/busybox', 'sleep', '600');
    const url = `unix://${folder}/run/p.sock`;
    service = spawn('setpriv', [...as, '/usr/bin/podman', 'system', 'service', '--time', '0', url], { env, cwd: folder, stdio: 'ignore' });
    for (let tries = 0; tries < 100 && !existsSync(`${folder}/run/p.sock`); tries++)
      await new Promise((resolve) => setTimeout(resolve, 100));
    return { url, name: 'web', uid, stop };
  } catch (error) {
    stop();
    throw error;
  }
}
