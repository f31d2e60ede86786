import {
  type Container,
  type Field,
  isKnown,
  knownValue,
  type Linux,
  type Observed,
  type Origin,
  type Process,
  type ProcessDoor,
  Unreadable,
  written,
} from '../model/index.ts';
import { capabilitiesOf } from './capabilities.ts';
import { cgroupsOf } from './cgroup.ts';
import { deviceFilesOf, devicesOf } from './devices.ts';
import { environmentOf } from './environment.ts';
import { idMapOf, isIdentity, rootOnHost } from './id-map.ts';
import { identityOf } from './identity.ts';
import { kernelViewsOf, lackingOf } from './kernel-views.ts';
import { rlimitsOf } from './limits.ts';
import { type MountLine, parseMountinfo, visible } from './mountinfo.ts';
import { mountsOf, rootOf, unseen, wholeHost } from './mounts.ts';
import { namespacesOf, seenFrom } from './namespaces.ts';
import { privilegedOf } from './privileged.ts';
import { resourcesOf } from './resources.ts';
import { filtersOf, seccompOf } from './seccomp.ts';
import { securityLabelOf } from './security-label.ts';
import { defaultRoutesOf, interfacesOf, listeningOf, portsOf, unixSocketsOf } from './sockets.ts';
import { startedAt } from './start.ts';
import { type Status, statusOf } from './status.ts';
import { byPath, isText, nowhereIn, refused, type Texts, textsOf, wholeNumber } from './texts.ts';

/**
 * A live process as a container: what the kernel enforces on it. Every leaf names the file that it was read from; what could not be read is unknown
 * and says why. `name`: as people call it. `folder`: where the door has it, if that is another place. Throws Unreadable, one line fit to print: there is no
 * such process, or it ended meanwhile.
 */
export async function observe(door: ProcessDoor, pid: number, name: string, folder = `/proc/${pid}`): Promise<Container> {
  const texts = textsOf(door, folder);
  const start = startedAt(door, folder);
  if (start === undefined)
    throw new Unreadable(`there is no process ${pid} here (bulkhead sees the processes of its own machine or container)`);
  const memory = await environmentOf(texts);
  const container = containerOf(texts, pid, name, start, memory);
  if (startedAt(door, folder) !== start) throw new Unreadable(`process ${pid} ended while it was looked at`);
  return container;
}

/** The number alone may have gone to another mount before the reader looked at his own. */
const mountKey = ({ id, parent, device, root }: MountLine): string => `${id} ${parent} ${device} ${root}`;

function containerOf(
  texts: Texts,
  pid: number,
  name: string,
  start: number,
  { env, args, unread }: Awaited<ReturnType<typeof environmentOf>>,
): Container {
  const status = statusOf(texts);
  const lines = linesOf(texts, `${texts.folder}/mountinfo`);
  const reader = linesOf(texts, '/proc/self/mountinfo');
  const readers = new Set(reader.value.map(mountKey));
  const [uids, gids] = [idMapOf(texts, 'uid_map'), idMapOf(texts, 'gid_map')];
  const label = securityLabelOf(texts);
  const namespaces = networkless(texts, namespacesOf(texts));
  const shared = knownValue(namespaces.network)?.mode === 'host';
  const listening = listeningOf(texts, shared);
  const deviceFiles = deviceFilesOf(texts, lines.value);
  const own = visible(lines.value);
  // Mounts have numbers of the whole machine: who has one of the reader's shares its mount namespace, also where that may not be read.
  const inHosts = knownValue(namespaces.mount)?.mode === 'host' || lines.value.some((line) => readers.has(mountKey(line)));
  const whole: Origin = lines.origin;
  const linux: Linux = {
    namespaces,
    ...mappingsOf(uids, gids),
    devices: devicesOf(deviceFiles),
    ...(isKnown(cgroupsOf(texts, reader.value).path) ? { cgroupsPath: cgroupsOf(texts, reader.value).path } : {}),
    resources: resourcesOf(texts, cgroupsOf(texts, reader.value)),
    ...seccompOf(status),
    ...(lines.unread === undefined ? kernelViewsOf(own, whole) : { maskedPaths: lines.unread, readonlyPaths: lines.unread }),
    sysctl: [],
  };
  const capabilities = capabilitiesOf(status);
  return {
    id: `${name}#${pid}`,
    name,
    kind: 'container',
    surface: 'process',
    engine: 'oci',
    origin: nowhereIn(texts.folder),
    image: {},
    process: {
      ...identityOf(status, uids, gids),
      ...(args === undefined ? {} : { args }),
      ...cwdOf(texts),
      env,
      noNewPrivileges: noNewPrivilegesOf(status),
      capabilities,
      ...withoutLabel(label),
      rlimits: rlimitsOf(texts),
      oomScoreAdj: scoreOf(texts),
    },
    root: lines.unread === undefined ? rootOf(lines.value) : { readonly: lines.unread },
    mounts: inHosts
      ? [wholeHost(linkOf(texts, 'root'), texts)]
      : lines.unread === undefined
        ? mountsOf(own, reader.value)
        : [unseen(lines.unread, whole)],
    linux,
    privileged: privilegedOf(capabilities, linux, status),
    ports: portsOf(listening, shared),
    secrets: [],
    observed: {
      pid,
      seenFrom: seenFrom(texts),
      executable: linkOf(texts, 'exe'),
      startedAt: start,
      ...optional('rootOnHost', rootOnHost(uids)),
      seccompFilters: filtersOf(status),
      ...optional('securityLabel', label.label),
      ...optional('unreadEnvironment', unread),
      listening,
      unixSockets: unixSocketsOf(texts),
      interfaces: interfacesOf(texts),
      defaultRoutes: defaultRoutesOf(texts),
      deviceFiles,
      lacks: lackingOf(texts),
    },
  };
}

const optional = <K extends keyof Observed>(key: K, value: Observed[K] | undefined): Pick<Observed, K> | Record<string, never> =>
  value === undefined ? {} : ({ [key]: value } as Pick<Observed, K>);

const withoutLabel = ({ label: _label, ...rest }: ReturnType<typeof securityLabelOf>) => rest;

/** The mounts in a file; `unread`: why there are none. */
function linesOf(
  texts: Texts,
  path: string,
): { readonly value: readonly MountLine[]; readonly origin: Origin; readonly unread?: Field<never> } {
  const read = texts.read(path);
  if (isText(read)) return { value: parseMountinfo(read), origin: { source: read, start: 0, end: 0 } };
  return { value: [], origin: nowhereIn(path), unread: read ?? refused(path, 'it is not there') };
}

/** Nothing but the loopback interface: a network in which nobody is. */
function networkless(texts: Texts, namespaces: Linux['namespaces']): Linux['namespaces'] {
  const { network } = namespaces;
  if (!isKnown(network) || network.value.mode !== 'private' || knownValue(interfacesOf(texts))?.length !== 0) return namespaces;
  return { ...namespaces, network: { ...network, value: { mode: 'none' } } };
}

/** Only where there is something to tell: ids that are the host's own are no mapping. */
function mappingsOf(uids: ReturnType<typeof idMapOf>, gids: ReturnType<typeof idMapOf>): Pick<Linux, 'uidMappings' | 'gidMappings'> {
  const told = (map: ReturnType<typeof idMapOf>): boolean => !isKnown(map) || !isIdentity(map.value);
  return { ...(told(uids) ? { uidMappings: uids } : {}), ...(told(gids) ? { gidMappings: gids } : {}) };
}

function noNewPrivilegesOf(status: Status): Field<boolean> {
  const field = status.get('NoNewPrivs');
  return field.state === 'unknown' ? field : { ...field, value: field.value === '1' };
}

function linkOf({ door, folder }: Texts, name: string): Field<string> {
  const target = door.link(`${folder}/${name}`);
  return target === undefined ? refused(`${folder}/${name}`, 'permission to read it is denied') : byPath(`${folder}/${name}`, target);
}

function cwdOf(texts: Texts): Pick<Process, 'cwd'> {
  const cwd = linkOf(texts, 'cwd');
  return { cwd };
}

/** "-500": the only number here that may have a sign. */
function scoreOf(texts: Texts): Field<number> {
  const path = `${texts.folder}/oom_score_adj`;
  const read = texts.read(path);
  if (!isText(read)) return read ?? refused(path, 'it is not there');
  const text = read.text.trim();
  const size = wholeNumber(text.replace(/^-/, '')) ?? 0;
  return written(text.startsWith('-') ? -size : size, { source: read, start: 0, end: text.length });
}
