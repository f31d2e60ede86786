import { defaultEngine } from '../../engines/index.ts';
import type { RunningEngine } from '../../engines/running/index.ts';
import { type SecretFolder, secretFolder } from '../../host/secret-files.ts';
import { knownValue, Unreadable } from '../../model/index.ts';
import { bundleConfig, type Delegated, type Disk } from '../../run/index.ts';
import type { SecretRequest } from '../../secrets/index.ts';
import type { AskedRun } from '../../surfaces/run-command/asked.ts';
import { environment } from '../engine-program.ts';
import { absolute, argsOf, masked, secretMount, variables } from './alone-parts.ts';
import { bundleAt, isBundle, type Rooted } from './bundle.ts';
import { delegatedTo } from './delegated.ts';
import type { Program } from './engine.ts';
import { handedOn } from './handed-on.ts';
import { isRoot } from './ids.ts';
import { type UnpackedImage, unpackedImage } from './image.ts';
import { leftOff } from './left-off.ts';
import { givenTo } from './owned-secrets.ts';
import { type Plan, planRun } from './plan.ts';
import { onHost, userIn } from './root-users.ts';
import { startedAs } from './runtime.ts';
import { fileOf, filledSecrets } from './secrets.ts';
import { bundleDisk, numbered } from './store-disk.ts';
import { withTmpfsForVolumes } from './volumes.ts';

type Asked = AskedRun & { readonly image: string };

/** Options that say how it is started; all others that describe no container are an engine's. */
const understood = new Set(['name', 'detach', 'interactive', 'tty', 'rm', 'pull']);

export interface AloneRun {
  readonly config: object;
  readonly plan: Plan;
  /** What is to be told, one line each. */
  readonly lines: readonly string[];
  readonly start: (report: (line: string) => void) => Promise<number>;
}

/** An image or a bundle with every measure on, by a runtime without an engine. `report`: what is told at once. Throws Unreadable, fit to print. */
export async function aloneRun(
  asked: Asked,
  requests: readonly SecretRequest[],
  program: Program,
  report: (line: string) => void,
): Promise<AloneRun> {
  const alien = asked.options.find(({ flag, quiet }) => quiet === true && !understood.has(flag));
  if (alien !== undefined) throw new Unreadable(`--${alien.flag} is an option for engines: ${program.kind} alone has nothing like it`);
  const option = (name: string): string | undefined => asked.options.findLast(({ flag }) => flag === name)?.value;
  const detached = option('detach') === 'true';
  const rooted = await rootedOf(asked, report);
  const { built, ids } = rooted;
  const running: RunningEngine = {
    kind: 'docker',
    version: defaultEngine('docker').version,
    name: program.kind,
    remapsUsers: false,
    noNewPrivileges: false,
    apparmor: false,
  };
  const { user, group } = built.process;
  // A user's own share of the control groups has no `io` as a rule (systemd 257 units/user@.service.in, Delegate=pids memory cpu).
  const disk: Disk = isRoot() ? bundleDisk(rooted.root) : { because: 'who is not root has no say over disks' };
  const circumstances = {
    ...{ engine: running, disk, mapsUsers: false, oneUser: ids.single, callerLimits: new Map<string, number>() },
    image: { user, group, ports: built.ports, volumes: [] },
  };
  const plan = await planRun({ asked, circumstances, running, built });
  const id = option('name') ?? `bulkhead-${process.pid}-${Date.now().toString(36)}`;
  const who = userIn(plan.effective, rooted.root);
  const owner = onHost(who, ids);
  const delegated: Delegated | undefined = isRoot()
    ? undefined
    : delegatedTo(process.geteuid?.() ?? 0, `bulkhead-${id.replaceAll(/[^\w.-]/g, '')}`);
  const terminal = option('tty') === 'true';
  const own = asked.words.length > 0 ? [...rooted.entrypoint, ...asked.words] : argsOf(built);
  const args = option('entrypoint') === undefined ? own : argsOf(plan.effective);
  if (args.length === 0) throw new Unreadable('it names no program: say one behind it');
  const parts = {
    args,
    env: variables(plan.effective, built, terminal),
    user: who,
    terminal,
    ...(plan.profile === undefined ? {} : { seccomp: plan.profile }),
    beside: rooted.beside,
    ...(ids.map === undefined ? {} : { ids: ids.map }),
    ...(isRoot() ? {} : { limits: delegated ?? ('none' as const) }),
  };
  const kept = withTmpfsForVolumes(plan.effective, built, who);
  const mounted = numbered({ ...kept.container, mounts: kept.container.mounts.map(absolute) });
  const configOf = (mounts: readonly object[], root = rooted.root): object => bundleConfig(mounted, { ...parts, root, mounts });
  const config = masked(mounted, configOf(requests.map((request) => secretMount(`/dev/shm/bulkhead-run-ID/${fileOf(request)}`, request))));
  const writable = knownValue(plan.effective.root.readonly) === false && rooted.copy !== undefined;
  if (writable && detached)
    throw new Unreadable(
      '-d does not go with --read-only=false here: its copy of the image goes with this program; keep what it writes in a folder (-v)',
    );
  const lines = [
    ...plan.weakened.lines,
    ...(await leftOff(config, { plan, disk, program, single: ids.single })),
    ...kept.lines,
    ...rooted.lines,
  ];
  const start = async (tell: (line: string) => void): Promise<number> => {
    const copy = writable ? await rooted.copy?.() : undefined;
    try {
      return await withSecretFolder(async (scratch) => {
        const secrets = await filledSecrets(requests, scratch, isRoot() ? owner : undefined);
        const paths = secrets.files.map(({ path }) => path);
        await givenTo(paths, who, owner, ids);
        const mounts = secrets.files.map(({ path, request }) => secretMount(path, request));
        scratch.put('config.json', Buffer.from(JSON.stringify(configOf(mounts, copy?.root))));
        const end = secrets.keep(tell, detached);
        try {
          const { env } = handedOn([], environment(), requests);
          return await startedAs(program, { scratch, id, detached, env, limited: isRoot() || delegated !== undefined }, tell);
        } finally {
          await end();
        }
      });
    } finally {
      await copy?.remove();
    }
  };
  return { config, plan, lines, start };
}

async function withSecretFolder<T>(work: (folder: SecretFolder) => Promise<T>): Promise<T> {
  const folder = secretFolder();
  try {
    return await work(folder);
  } finally {
    folder.remove();
  }
}

async function rootedOf(asked: Asked, report: (line: string) => void): Promise<Rooted> {
  const says = (flags: readonly string[], value: string): boolean =>
    asked.options.findLast(({ flag }) => flags.includes(flag))?.value === value;
  const ofHost = says(['userns'], 'host');
  if (ofHost && !isRoot()) throw new Unreadable('--userns host needs root: whoever is not root has a user namespace, or no container');
  // As with an engine: what belongs to the host cannot be mounted from a user namespace of one's own.
  const wanted = !ofHost && !['network', 'net', 'pid', 'ipc'].some((flag) => says([flag], 'host'));
  if (isBundle(asked.image)) return bundleAt(asked.image, wanted);
  if (asked.image.startsWith('-')) throw new Unreadable(`${asked.image} is no name of an image`);
  const pull = asked.options.findLast(({ flag }) => flag === 'pull')?.value;
  const image = await unpackedImage(asked.image, pull === 'always' || pull === 'never' ? pull : 'missing', wanted, report);
  return { ...image, beside: {}, lines: rangeless(image, wanted) };
}

/** Why root has no user namespace, and the way to one. */
const rangeless = ({ ids }: UnpackedImage, wanted: boolean): readonly string[] =>
  wanted && ids.map === undefined
    ? [
        'for a user namespace the user "containers" needs a range of 65536 ids or more, which nobody else has, in /etc/subuid and /etc/subgid: containers:2147483648:1048576',
      ]
    : [];
