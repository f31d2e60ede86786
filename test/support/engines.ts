import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { busyboxTree, whyNoBusybox } from './busybox.ts';
import { withSubids } from './own-machine.ts';

/** A real engine of its own in a temporary folder: nothing of the machine's engines is touched. */
export interface LiveEngine {
  /** unix:///… */
  readonly url: string;
  /** Runs the engine's own client; what it prints. Throws with what it says on standard error. */
  client(...args: string[]): string;
  stop(): Promise<void>;
}

export const image = 'docker.io/test/web:1';

/** Debian's client; a wrapper of that name earlier in PATH may be something else. */
const dockerClient = ['/usr/bin/docker', '/usr/local/bin/docker'].find(isDocker);

function isDocker(path: string): boolean {
  try {
    return /^Docker version/.test(execFileSync(path, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return false;
  }
}

const isThere = (...paths: string[]): boolean => paths.some((path) => existsSync(path));
const isRoot = process.getuid?.() === 0;

/** Undefined: it can run here; else why not. */
export const whyNoDocker = (): string | undefined => {
  if (!isRoot) return 'not root';
  if (dockerClient === undefined || !isThere('/usr/sbin/dockerd')) return 'no docker.io';
  return whyNoBusybox();
};

export const whyNoPodman = (): string | undefined => {
  if (!isRoot) return 'not root';
  if (!isThere('/usr/bin/podman')) return 'no podman';
  return whyNoBusybox();
};

/** dockerd in a network namespace of its own, so that neither bridges nor packet filters of the machine change. */
export async function startDocker(): Promise<LiveEngine> {
  return docker((own) => ['--net', '/usr/sbin/dockerd', ...own]);
}

/** One that maps the users of its containers (userns-remap) to those that the user `daemon` is given here. */
export async function startRemappingDocker(): Promise<LiveEngine> {
  const files = mkdtempSync(join(tmpdir(), 'bulkhead-subids-'));
  writeFileSync(`${files}/ids`, 'daemon:100000:65536\n');
  const script = `${withSubids(`${files}/ids`, files)}; exec /usr/sbin/dockerd --userns-remap=daemon:daemon "$@"`;
  const remove = (): void => rmSync(files, { recursive: true, force: true });
  try {
    const engine = await docker((own) => ['--net', '--mount', 'sh', '-ec', script, 'sh', ...own]);
    return { ...engine, stop: () => engine.stop().finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}

/** An engine that sets packet filters, in a network of its own that has a way out which leads nowhere. */
export interface FilteringEngine extends LiveEngine {
  /** Runs a program in that network; what it prints. */
  inside(...words: string[]): string;
}

const withUplink = [
  '--net',
  'sh',
  '-ec',
  `
ip link set lo up
ip link add up0 type veth peer name up1
ip address add 198.51.100.2/24 dev up0
ip link set up0 up
ip link set up1 up
ip route add default via 198.51.100.1
echo 1 >/proc/sys/net/ipv4/ip_forward
exec "$@"`,
  'sh',
];

const filtering = ({ pid }: ChildProcess, engine: LiveEngine): FilteringEngine => ({
  ...engine,
  inside: (...words) => execFileSync('nsenter', [`--net=/proc/${pid}/ns/net`, ...words], { encoding: 'utf8', timeout: 30_000 }),
});

export const startFilteringDocker = (): Promise<FilteringEngine> => docker((own) => [...withUplink, '/usr/sbin/dockerd', ...own], []);

const noFilters = ['--iptables=false', '--ip6tables=false'];

async function docker(
  wordsFor: (own: readonly string[]) => readonly string[],
  filters: readonly string[] = noFilters,
): Promise<FilteringEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-docker-'));
  // Mapped users have to come through to what is theirs in it.
  chmodSync(folder, 0o711);
  const url = `unix://${folder}/docker.sock`;
  const own = ['--data-root', `${folder}/data`, '--exec-root', `${folder}/exec`, '--pidfile', `${folder}/pid`, '-H', url];
  const daemon = spawn('unshare', wordsFor([...own, ...filters, '--log-level', 'error']), { stdio: ['ignore', 'ignore', 'pipe'] });
  const client = clientOf(dockerClient ?? 'docker', ['-H', url], process.env);
  return filtering(daemon, await ready(daemon, folder, url, client, 'version'));
}

/** `podman system service` with the settings that a guest without CAP_SYS_RESOURCE needs. `containers`: more lines of that table of its containers.conf. */
export const startPodman = (containers: readonly string[] = []): Promise<LiveEngine> => podman(containers);

export const startFilteringPodman = (): Promise<FilteringEngine> => podman([], ['unshare', ...withUplink]);

async function podman(containers: readonly string[], before: readonly string[] = []): Promise<FilteringEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-podman-'));
  const url = `unix://${folder}/podman.sock`;
  const configuration = `${folder}/containers.conf`;
  writeFileSync(configuration, containersConf(containers));
  const env = { ...process.env, CONTAINERS_CONF: configuration };
  // What it has of networks would stay on the machine.
  const networks = before.length === 0 ? [] : ['--network-config-dir', `${folder}/networks`];
  const own = ['--root', `${folder}/root`, '--runroot', `${folder}/run`, '--storage-driver', 'overlay', ...networks];
  const [program = '', ...words] = [...before, '/usr/bin/podman', ...own, 'system', 'service', '--time', '0', url];
  const service = spawn(program, words, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const client = clientOf('/usr/bin/podman', ['--remote', '--url', url], env);
  const engine = filtering(service, await ready(service, folder, url, client, 'info'));
  const stop = async (): Promise<void> => {
    await removeContainers(client);
    await engine.stop();
  };
  return { ...engine, stop };
}

/**
 * Podman clears up behind a container in a process of its own, and a removal that meets it in the middle finds a mount still busy: it is
 * asked again. What is left after that is unmounted with the folder.
 */
async function removeContainers(client: LiveEngine['client']): Promise<void> {
  for (let tries = 0; tries < 5; tries++) {
    try {
      client('rm', '--all', '--force', '--time', '0');
      return;
    } catch {
      await pause(500);
    }
  }
}

const containersConf = (more: readonly string[]): string => `[containers]
default_ulimits = ["nofile=20000:20000", "nproc=32768:32768"]
${more.join('\n')}
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
[network]
network_backend = "netavark"
`;

const clientOf =
  (program: string, first: readonly string[], env: NodeJS.ProcessEnv): LiveEngine['client'] =>
  (...args) =>
    execFileSync(program, [...first, ...args], { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'], timeout: 30_000 }).trim();

async function ready(
  daemon: ChildProcess,
  folder: string,
  url: string,
  client: LiveEngine['client'],
  question: string,
): Promise<LiveEngine> {
  let said = '';
  daemon.stderr?.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-4000);
  });
  const stop = async (): Promise<void> => {
    if (daemon.exitCode === null) {
      const ended = new Promise((resolve) => daemon.once('exit', resolve));
      daemon.kill('SIGTERM');
      await Promise.race([ended, pause(10_000)]);
    }
    unmountUnder(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  for (let tries = 0; tries < 100; tries++) {
    try {
      client(question);
      client('import', '--change', 'CMD ["/bin/busybox","sleep","600"]', '--change', 'ENV PATH=/bin', rootFilesystem(folder), image);
      return { url, client, stop };
    } catch (error) {
      if (daemon.exitCode !== null || tries === 99) {
        await stop();
        throw new Error(`the engine does not start: ${error instanceof Error ? error.message : error}\n${said}`);
      }
      await pause(200);
    }
  }
  throw new Error('unreachable');
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** What an engine that was stopped in the middle leaves mounted would keep its folder from going. */
function unmountUnder(folder: string): void {
  const mounts = execFileSync('cat', ['/proc/self/mounts'], { encoding: 'utf8' });
  const below = mounts.split('\n').flatMap((line) => (line.split(' ')[1]?.startsWith(`${folder}/`) ? [line.split(' ')[1] ?? ''] : []));
  for (const path of below.reverse()) {
    try {
      execFileSync('umount', ['-l', path], { stdio: 'ignore' });
    } catch {}
  }
}

function rootFilesystem(folder: string): string {
  const tar = `${folder}/rootfs.tar`;
  if (existsSync(tar)) return tar;
  busyboxTree(`${folder}/rootfs`, ['sh', 'sleep', 'true']);
  execFileSync('tar', ['-C', `${folder}/rootfs`, '-cf', tar, '.']);
  return tar;
}
