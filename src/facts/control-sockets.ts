import type { Severity } from '../model/index.ts';
import { baseName, canonicalPath, isWithin, pipeName } from './host-path.ts';

/** A socket through which the host is told to start things. */
export interface ControlSocket {
  /** Who listens, as a sentence names it: "Docker". */
  readonly owner: string;
  readonly severity: Severity;
  /** What somebody who can connect gains. */
  readonly gains: string;
  /** It is that of an ordinary user of the host, not of root. */
  readonly ofUser?: true;
}

const engine = (owner: string): ControlSocket => ({
  owner,
  severity: 'critical',
  gains: 'whoever connects can start a privileged container and own the host',
});

/**
 * By base name, wherever the socket lies: rootless engines and desktop virtual machines keep it in the user's folders.
 *
 * Sources: Docker `docker.sock` (moby daemon/config/config_linux.go, opts/hosts.go), Podman `podman.sock` (podman
 * contrib/systemd/system/podman.socket), containerd.sock (containerd defaults/defaults_unix.go), crio.sock (cri-o
 * server/config/types.go), buildkitd.sock (buildkit util/appdefaults/appdefaults_unix.go), cri-dockerd.sock (cri-dockerd
 * packaging/systemd/cri-docker.socket), dockershim.sock (kubelet before 1.24), docker.proxy.sock (Docker Desktop's second door to the same engine).
 */
const byName: Readonly<Record<string, ControlSocket>> = {
  'docker.sock': engine('Docker'),
  'docker.proxy.sock': engine('Docker'),
  'docker.sock.raw': engine('Docker'),
  'podman.sock': engine('Podman'),
  'containerd.sock': engine('containerd'),
  'crio.sock': engine('CRI-O'),
  'buildkitd.sock': engine('BuildKit'),
  'cri-dockerd.sock': engine('cri-dockerd'),
  'dockershim.sock': engine("the kubelet's dockershim"),
};

/**
 * Named pipes of Windows. Sources: docker_engine (moby client/client_windows.go), docker_engine_windows, dockerDesktopLinuxEngine and
 * dockerDesktopWindowsEngine (Docker Desktop's engines behind its contexts), containerd-containerd (containerd defaults/defaults_windows.go), cri-dockerd
 * (cri-dockerd cmd/cri/options, NewDockerCRIFlags), dockershim (kubelet before 1.24, cmd/kubelet/app/options), buildkitd (buildkit
 * util/appdefaults/appdefaults_windows.go). Podman's machines: podman-machine-default and so on (podman pkg/machine).
 */
const pipes: Readonly<Record<string, ControlSocket>> = {
  docker_engine: engine('Docker'),
  docker_engine_windows: engine('Docker'),
  docker_engine_linux: engine('Docker'),
  dockerdesktoplinuxengine: engine('Docker'),
  dockerdesktopwindowsengine: engine('Docker'),
  'containerd-containerd': engine('containerd'),
  'cri-dockerd': engine('cri-dockerd'),
  dockershim: engine("the kubelet's dockershim"),
  buildkitd: engine('BuildKit'),
};

function pipeAt(name: string): ControlSocket | undefined {
  if (name.startsWith('podman-machine-')) return engine('Podman');
  return Object.hasOwn(pipes, name) ? pipes[name] : undefined;
}

const serviceManager = (owner: string, severity: Severity): ControlSocket => ({
  owner,
  severity,
  gains: 'root inside can ask it to start a program as root on the host',
});

/**
 * Folders that exist to hold such sockets, and sockets with a name of their own. `tree`: all that lies below counts as well.
 *
 * Sources: systemd.directives and dbus-daemon(1) for /run/systemd/private and /run/dbus/system_bus_socket (systemd grants
 * uid 0 on the bus what systemctl may do: org.freedesktop.systemd1.conf); LXD's and Incus' documentation on access to the local
 * daemon; libvirt's documentation on connection authentication; snapd's REST API.
 */
const folders: readonly (ControlSocket & { readonly path: string; readonly tree: boolean })[] = [
  { path: '/run/docker', tree: false, ...engine('Docker and its containerd') },
  { path: '/run/docker/containerd', tree: false, ...engine("Docker's containerd") },
  { path: '/run/podman', tree: false, ...engine('Podman') },
  { path: '/run/containerd', tree: false, ...engine('containerd') },
  { path: '/run/k3s', tree: false, ...engine("k3s' containerd") },
  { path: '/run/k3s/containerd', tree: false, ...engine("k3s' containerd") },
  { path: '/run/crio', tree: false, ...engine('CRI-O') },
  { path: '/run/buildkit', tree: false, ...engine('BuildKit') },
  { path: '/run/systemd', tree: false, ...serviceManager('systemd', 'critical') },
  { path: '/run/systemd/private', tree: false, ...serviceManager('systemd', 'critical') },
  { path: '/run/dbus', tree: true, ...serviceManager('the system bus, and through it systemd,', 'high') },
  { path: '/run/libvirt', tree: true, ...serviceManager('libvirt', 'high') },
  { path: '/run/snapd.socket', tree: false, ...serviceManager('snapd', 'high') },
  { path: '/var/lib/lxd/unix.socket', tree: false, ...engine('LXD') },
  { path: '/var/snap/lxd/common/lxd/unix.socket', tree: false, ...engine('LXD') },
  { path: '/var/lib/incus/unix.socket', tree: false, ...engine('Incus') },
];

/** A rootless engine: its containers can do what its user can, and no more. */
const asUser = {
  severity: 'high',
  gains: "whoever connects can start containers as that user, with all of the user's files",
  ofUser: true,
} as const;

const isOfUser = (canonical: string): boolean =>
  isWithin(canonical, '/run/user') || isWithin(canonical, '/home') || canonical.startsWith('~');

/** What listens behind a mounted path, or undefined where the path is no control socket and no folder kept for one. */
export function controlSocketAt(path: string): ControlSocket | undefined {
  const pipe = pipeName(path);
  if (pipe !== undefined) return pipeAt(pipe);
  const name = baseName(path);
  const canonical = canonicalPath(path);
  const socket = Object.hasOwn(byName, name) ? byName[name] : undefined;
  if (socket !== undefined) return isOfUser(canonical) ? { ...socket, ...asUser } : socket;
  return folders.find((folder) => (folder.tree ? isWithin(canonical, folder.path) : canonical === folder.path));
}
