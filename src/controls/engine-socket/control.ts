import { type ControlSocket, controlSocketAt } from '../../facts/control-sockets.ts';
import { baseName, pipeName } from '../../facts/host-path.ts';
import {
  broken,
  type Change,
  type Container,
  type Control,
  held,
  isKnown,
  isUnknown,
  isWindows,
  knownValue,
  type Mount,
  undecided,
  type Verdict,
} from '../../model/index.ts';

export const engineSocket: Control = {
  id: 'engine-socket',
  group: 'isolation',
  title: 'No socket that controls the engine or the host is mounted',
  stops: 'An intruder cannot ask the engine for a new, privileged container and walk out through it.',
  why: "The engine's socket is root on the host for whoever can connect: one request starts a privileged container with / mounted. On Windows it is a named pipe (//./pipe/docker_engine). A read-only mount does not help, because connecting is no change to the file system. The socket of systemd, of the system bus and of other services that start programs as root are the same door. Where a tool only watches containers (a reverse proxy, a dashboard, a log shipper), put a filtering proxy in front of the socket that lets only the needed GET requests through, and give the tool the proxy's address; where it builds images, use a rootless builder. A mount of a whole folder above the socket (/run, /) is judged by host-system-mount.",
  severity: 'critical',
  gain: 'host',
  level: 'recommended',
  judges: ['container'],
  risk: {
    safe: false,
    because: 'a program that drives the engine has no engine any more',
    test: 'Decide whether it may have the engine at all; a proxy for the socket can allow single calls',
  },
  references: {
    pss: ['hostPathVolumes'],
    cisDocker: ['5.32'],
    cisKubernetes: ['5.2.12'],
    nist800190: ['4.4.3'],
    mitre: ['T1611', 'T1610', 'T1552.007'],
  },
  judge(container) {
    const verdicts = mountsOf(container)
      .map(judgeMount)
      .filter((verdict) => verdict !== undefined);
    return verdicts.length > 0 ? verdicts : held('no mount is a control socket of the host');
  },
  harden: (container) =>
    mountsOf(container)
      .filter((mount) => socketOf(mount) !== undefined)
      .flatMap(remove),
};

/** Windows reaches its engine through named pipes alone. */
const mountsOf = (container: Container): readonly Mount[] =>
  isWindows(container) ? container.mounts.filter(({ source }) => pipeName(knownValue(source) ?? '') !== undefined) : container.mounts;

function kindOf(path: string): string {
  if (pipeName(path) !== undefined) return 'the named pipe';
  return baseName(path).includes('.') ? 'the socket' : 'the folder of sockets';
}

function judgeMount(mount: Mount): Verdict | undefined {
  const { source } = mount;
  if (isUnknown(source)) return looksLikeSocket(mount) ? undecided(source, 'critical') : undefined;
  const socket = socketOf(mount);
  if (socket === undefined || source === undefined) return undefined;
  const readOnly = knownValue(mount.readonly) ? ', which read-only does not prevent' : '';
  return broken(`mounts ${kindOf(source.value)} ${source.value} of ${socket.owner}: ${socket.gains}${readOnly}`, source, {
    severity: socket.severity,
    remedy: remove(mount),
  });
}

const socketOf = ({ type, source }: Mount): ControlSocket | undefined =>
  isKnown(source) && knownValue(type) !== 'volume' ? controlSocketAt(source.value) : undefined;

/** A source that cannot be resolved, put where such a socket goes. */
function looksLikeSocket({ destination }: Mount): boolean {
  const path = knownValue(destination);
  return path !== undefined && controlSocketAt(path) !== undefined;
}

function remove({ destination }: Mount): Change[] {
  return isKnown(destination) ? [{ set: 'mounts.remove', to: { destination: destination.value } }] : [];
}
