import { join, resolve } from 'node:path';
import { controls } from '../../controls/index.ts';
import { defaultEngine, toOciConfig } from '../../engines/index.ts';
import type { RunningEngine } from '../../engines/running/index.ts';
import { fileContext } from '../../host/context.ts';
import { lookAt, readText } from '../../host/read.ts';
import { secretFolder } from '../../host/secret-files.ts';
import { byDefault, type Container, knownValue, Unreadable } from '../../model/index.ts';
import { bundleConfig, notHere } from '../../run/index.ts';
import { placeOf, type SecretRequest } from '../../secrets/index.ts';
import type { AskedRun } from '../../surfaces/run-command/asked.ts';
import { readerOf, surfaceById } from '../declare.ts';
import { environment } from '../engine-program.ts';
import { settle } from '../settle.ts';
import type { Program } from './engine.ts';
import { handedOn } from './handed-on.ts';
import { type Plan, planRun } from './plan.ts';
import { startedAs } from './runtime.ts';
import { fileOf, filledSecrets } from './secrets.ts';

type Asked = AskedRun & { readonly image: string };

/** Options that say how it is started; all others that describe no container are an engine's. */
const understood = new Set(['name', 'detach', 'interactive', 'tty', 'rm']);

export interface BundleRun {
  readonly config: object;
  readonly plan: Plan;
  /** What is to be told, one line each. */
  readonly lines: readonly string[];
  readonly start: (report: (line: string) => void) => Promise<number>;
}

/** An OCI bundle with every measure on: its own configuration says what runs, and not what that may do. Throws Unreadable, fit to print. */
export async function bundleRun(asked: Asked, requests: readonly SecretRequest[], program: Program): Promise<BundleRun> {
  if (process.getuid?.() !== 0) throw new Unreadable(`${program.kind} alone is started as root here; without root use Podman`);
  const folder = resolve(asked.image);
  const { own, built } = await bundleIn(folder);
  const running: RunningEngine = {
    kind: 'docker',
    version: defaultEngine('docker').version,
    name: program.kind,
    remapsUsers: false,
    noNewPrivileges: false,
    apparmor: false,
  };
  const { user, group } = built.process;
  const circumstances = {
    ...{ engine: running, mapsUsers: false, oneUser: false, callerLimits: new Map<string, number>() },
    image: { user, group, ports: [], volumes: [] },
  };
  const alien = asked.options.find(({ flag, quiet }) => quiet === true && !understood.has(flag));
  if (alien !== undefined) throw new Unreadable(`--${alien.flag} is an option for engines: ${program.kind} alone has nothing like it`);
  const plan = await planRun({ asked, circumstances, running, built });
  const option = (name: string): string | undefined => asked.options.findLast(({ flag }) => flag === name)?.value;
  const root = resolve(folder, textIn(own.root, 'path') ?? 'rootfs');
  const parts = {
    root,
    args:
      asked.words.length > 0 || option('entrypoint') !== undefined
        ? (knownValue(plan.effective.process.args) ?? [])
        : (knownValue(built.process.args) ?? []),
    env: variables(plan.effective, built),
    user: numbers(plan.effective, root),
    terminal: option('tty') === 'true',
    ...(plan.profile === undefined ? {} : { seccomp: plan.profile }),
    beside: {
      ...(own.annotations === undefined ? {} : { annotations: own.annotations }),
      ...(own.hooks === undefined ? {} : { hooks: own.hooks }),
    },
  };
  const mounted = { ...plan.effective, mounts: plan.effective.mounts.map(absolute) };
  const configOf = (mounts: readonly object[]): object => bundleConfig(mounted, { ...parts, mounts });
  const config = masked(mounted, configOf(requests.map((request) => secretMount(`/dev/shm/bulkhead-run-ID/${fileOf(request)}`, request))));
  const lines = [...plan.weakened.lines, ...(await missing(config, plan)), ...hooksOf(own)];
  const id = option('name') ?? `bulkhead-${process.pid}-${Date.now().toString(36)}`;
  const detached = option('detach') === 'true';
  const start = async (report: (line: string) => void): Promise<number> => {
    const scratch = secretFolder();
    try {
      const secrets = await filledSecrets(requests, scratch, parts.user);
      const mounts = secrets.files.map(({ path, request }) => secretMount(path, request));
      scratch.put('config.json', Buffer.from(JSON.stringify(configOf(mounts))));
      const end = secrets.keep(report, detached);
      try {
        return await startedAs(program, scratch, id, detached, report, handedOn([], environment(), requests).env);
      } finally {
        await end();
      }
    } finally {
      scratch.remove();
    }
  };
  return { config, plan, lines, start };
}

type Json = Readonly<Record<string, unknown>>;

async function bundleIn(folder: string): Promise<{ own: Json; built: Container }> {
  const path = join(folder, 'config.json');
  if (lookAt(path) === undefined)
    throw new Unreadable(`${folder} is no OCI bundle: it has no config.json (a runtime alone starts no images)`);
  const text = readText(path);
  const reader = await readerOf(surfaceById('oci-bundle'));
  const [container] = reader.read({ path, text }, fileContext()).containers;
  let own: unknown;
  try {
    own = JSON.parse(text);
  } catch {}
  if (container === undefined || typeof own !== 'object' || own === null) throw new Unreadable(`${path} is no configuration of a bundle`);
  return { own: own as Json, built: { ...container, kind: 'image', surface: 'image' } };
}

/** What is shown holds no secret of a variable. */
const masked = (effective: Container, config: object): object => {
  const { process: own } = config as { process: object };
  return { ...config, process: { ...own, env: toOciConfig(effective).config.process.env } };
};

const textIn = (value: unknown, key: string): string | undefined => {
  const found = typeof value === 'object' && value !== null ? (value as Json)[key] : undefined;
  return typeof found === 'string' ? found : undefined;
};

/** What the bundle says, and what the command says over it. */
function variables({ process: { env } }: Container, built: Container): readonly string[] {
  const all = new Map<string, string>();
  for (const { name, value, from } of [...built.process.env, ...env]) {
    const text = knownValue(value) ?? (from === 'caller' ? process.env[name] : undefined);
    if (text !== undefined) all.set(name, text);
  }
  return [...all].map(([name, value]) => `${name}=${value}`);
}

/** A name is looked up in the root file system, which must not lead out of itself for that. */
function numbers({ process: { user, group } }: Container, root: string): { uid: number; gid: number } {
  const [who, of] = [knownValue(user), knownValue(group)];
  const entry = who?.name === undefined ? undefined : entryOf(join(root, 'etc/passwd'), who.name);
  const uid = who?.uid ?? entry?.[2];
  const gid = of?.gid ?? (of?.name === undefined ? entry?.[3] : entryOf(join(root, 'etc/group'), of.name)?.[2]);
  if (uid === undefined) throw new Unreadable(`the bundle has no user ${who?.name ?? ''} in /etc/passwd; give a number with --user`);
  return { uid: Number(uid), gid: Number(gid ?? 0) };
}

const entryOf = (path: string, name: string): readonly string[] | undefined =>
  lookAt(path) === undefined
    ? undefined
    : readText(path)
        .split('\n')
        .map((line) => line.split(':'))
        .find(([first]) => first === name);

/** A runtime takes relative paths from the bundle; whoever types one means the folder that he is in. */
function absolute(mount: Container['mounts'][number]): Container['mounts'][number] {
  const source = knownValue(mount.source);
  return knownValue(mount.type) === 'bind' && source !== undefined
    ? { ...mount, source: byDefault(resolve(source), 'bulkhead run') }
    : mount;
}

const secretMount = (source: string, request: SecretRequest): object => ({
  ...{ destination: placeOf(request), type: 'bind', source },
  options: ['bind', 'ro', 'nosuid', 'nodev', 'noexec'],
});

/** What the configuration itself, read back, leaves off. */
async function missing(config: object, { weakened }: Plan): Promise<readonly string[]> {
  const reader = await readerOf(surfaceById('oci-bundle'));
  const [container] = reader.read({ path: 'config.json', text: JSON.stringify(config) }, fileContext()).containers;
  if (container === undefined) return [];
  const line = notHere((await settle(container, defaultEngine('oci'), fileContext())).container, controls, weakened.controls, false);
  return line === undefined ? [] : [line];
}

const hooksOf = ({ hooks }: Json): readonly string[] =>
  hooks === undefined ? [] : ['the bundle has hooks: programs that the runtime starts on the host, outside of every measure'];
