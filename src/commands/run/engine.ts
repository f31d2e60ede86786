import { dockerEngine, podmanEngine, type RunningEngine } from '../../engines/running/index.ts';
import { attach } from '../../host/attach.ts';
import { lookAt, readText } from '../../host/read.ts';
import { findTool, type ToolResult } from '../../host/run-tool.ts';
import { type Container, knownValue, Unreadable } from '../../model/index.ts';
import type { Circumstances, ImageFacts } from '../../run/index.ts';
import { oneLine } from '../../text/printable.ts';
import { readerOf, surfaceById } from '../declare.ts';
import { askProgram, engineInfo, programFile } from '../engine-program.ts';
import { isHere } from './here.ts';
import { storeDisk } from './store-disk.ts';

/** Which program starts the container, and what it is. */
export interface Program {
  readonly kind: 'docker' | 'podman' | 'runc' | 'crun';
  readonly file: string;
}

const kinds = ['docker', 'podman', 'runc', 'crun'] as const;

/** The program of `--engine`, or docker, or podman. Throws Unreadable, fit to print, where there is none. */
export async function programFor(engine: string | undefined): Promise<Program> {
  if (engine === undefined) {
    for (const kind of ['docker', 'podman'] as const) {
      const file = await findTool(kind);
      if (file !== undefined) return { kind, file };
    }
    throw new Unreadable('there is neither docker nor podman in PATH; --engine names another one (runc, crun, or a path)');
  }
  const name = engine.slice(engine.lastIndexOf('/') + 1);
  const kind = kinds.find((one) => one === name) ?? kinds.find((one) => name.includes(one));
  if (kind === undefined) throw new Unreadable(`--engine ${engine} is not known; it is docker, podman, runc or crun, or the path of one`);
  const file = await programFile(engine);
  if (file === undefined) throw new Unreadable(`there is no ${engine} in PATH`);
  return { kind, file };
}

/** Asks a program something; it gets our own environment. */
export const asking =
  ({ file }: Program) =>
  (words: readonly string[], timeout = 30_000): Promise<ToolResult> =>
    askProgram(file, words, timeout);

export interface Behind extends Pick<Circumstances, 'mapsUsers' | 'oneUser' | 'callerLimits' | 'disk'> {
  readonly running: RunningEngine;
  /** Where Docker maps the ids of all of its containers: the id of the host for id 0; else 0. */
  readonly firstId: number;
  /** It starts containers on this machine. */
  readonly here: boolean;
}

/** The engine as it says itself. Throws Unreadable where it does not answer. */
export async function engineBehind(program: Program): Promise<Behind> {
  const ask = asking(program);
  if (program.kind === 'docker') {
    const [info, here] = await Promise.all([engineInfo(program.kind, ask), isHere('docker', ask, false)]);
    const running = dockerEngine(info);
    return {
      running,
      mapsUsers: false,
      oneUser: false,
      callerLimits: new Map(),
      firstId: remapOf(info),
      here,
      disk: storeDisk('docker', info, running.rootless === true, here),
    };
  }
  const info = await engineInfo(program.kind, ask);
  const running = podmanEngine(info);
  const rootless = running.rootless === true;
  const here = await isHere('podman', ask, isRemote(info));
  return {
    running,
    mapsUsers: !rootless && hasRange(),
    oneUser: rootless && countOf(info) < 65_536,
    callerLimits: ownLimits(),
    firstId: 0,
    here,
    disk: storeDisk('podman', info, rootless, here),
  };
}

/** The folder of a Docker with userns-remap ends with the ids (moby 29 daemon/daemon_unix.go setupDaemonRoot). */
function remapOf(info: object): number {
  const { DockerRootDir: folder, SecurityOptions: options } = info as { DockerRootDir?: unknown; SecurityOptions?: unknown };
  if (!Array.isArray(options) || !options.some((option) => /^name=userns(?:,|$)/.test(String(option)))) return 0;
  return Number(/\/(\d{1,10})\.\d{1,10}$/.exec(String(folder))?.[1] ?? 0);
}

/** Ids that a Podman without root may map, as it says itself (podman 5.8 libpod/define/info.go IDMappings). */
function countOf(info: object): number {
  const { host } = info as { host?: { idMappings?: { uidmap?: readonly { size?: unknown }[] } } };
  const sizes = (host?.idMappings?.uidmap ?? []).map(({ size }) => (typeof size === 'number' ? size : 0));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Podman 5.8 libpod/define/info.go HostInfo.ServiceIsRemote. */
const isRemote = (info: object): boolean => (info as { host?: { serviceIsRemote?: unknown } }).host?.serviceIsRemote === true;

/** Podman takes the ids of `--userns=auto` from the ranges of the user "containers" (containers-storage.conf(5), root-auto-userns-user). */
const hasRange = (): boolean => lookAt('/etc/subuid') !== undefined && /^containers:\d+:\d{5,}$/m.test(readText('/etc/subuid'));

/** Hard limits of this process. */
function ownLimits(): ReadonlyMap<string, number> {
  const text = readText('/proc/self/limits');
  const hard = (title: string): number => {
    const value = new RegExp(`^${title}\\s+\\S+\\s+(\\d+)`, 'm').exec(text)?.[1];
    return value === undefined ? -1 : Number(value);
  };
  return new Map([
    ['nofile', hard('Max open files')],
    ['nproc', hard('Max processes')],
  ]);
}

/** What the engine says of an image that is there. */
export const lookAtImage = (program: Program, reference: string): Promise<ToolResult> => asking(program)(['image', 'inspect', reference]);

/** What the engine says of the image, `looked` at already; undefined: it is not there. `pull`: fetch one that is not there, as `run` would. */
export async function imageBehind(
  program: Program,
  reference: string,
  pull: readonly string[] | 'not',
  looked: Promise<ToolResult>,
): Promise<{ facts: ImageFacts; built: Container } | undefined> {
  let result = await looked;
  if (result.kind === 'failed' && pull !== 'not') {
    const { code } = await attach(program.file, ['pull', ...pull, reference], 'output to stderr');
    if (code !== 0) throw new Unreadable(`${program.kind} has no image ${oneLine(reference)}, and cannot pull it`);
    result = await lookAtImage(program, reference);
  }
  if (result.kind !== 'done') return undefined;
  const reader = await readerOf(surfaceById('image'));
  const [built] = reader.read({ path: `image ${reference}`, text: result.stdout }, { load: () => undefined, env: {} }).containers;
  if (built === undefined) return undefined;
  const volumes = built.mounts.flatMap(({ destination }) => knownValue(destination) ?? []);
  return { built, facts: { user: built.process.user, group: built.process.group, ports: built.ports, volumes } };
}
