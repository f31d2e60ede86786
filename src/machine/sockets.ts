import { type Host, type HostSocket, unknown } from '../model/index.ts';
import { type Files, nowhereIn } from './files.ts';
import { groupOf } from './users.ts';

/** Where engines listen unless they are told otherwise; source: facts/control-sockets.ts and each engine's own service files. */
const fixed: readonly (readonly [engine: string, path: string])[] = [
  ['Docker', '/run/docker.sock'],
  ['Podman', '/run/podman/podman.sock'],
  ['containerd', '/run/containerd/containerd.sock'],
  ['containerd of k3s', '/run/k3s/containerd/containerd.sock'],
  ['CRI-O', '/run/crio/crio.sock'],
  ['BuildKit', '/run/buildkit/buildkitd.sock'],
];

/**
 * Sockets over which an engine takes orders: the usual places, those of each user's own engine, and where a daemon is told to listen. `running`: told
 * to one that runs, so that they must be there.
 */
export function socketsOf(files: Files, users: Host['users'], told: readonly string[], running: readonly string[]): HostSocket[] {
  const { door } = files;
  const own = door.list('/run/user').flatMap((uid): (readonly [string, string])[] => [
    ['Docker', `/run/user/${uid}/docker.sock`],
    ['Podman', `/run/user/${uid}/podman/podman.sock`],
  ]);
  const awaited = new Set(running.map(real));
  const places = new Map<string, string>();
  for (const [engine, path] of [...fixed, ...own, ...told.map((path) => ['Docker', path] as const)]) {
    if (!places.has(real(path))) places.set(real(path), engine);
  }
  return [...places].flatMap(([path, engine]): HostSocket[] => {
    const entry = door.look(path);
    if (entry === undefined && awaited.has(path)) return [unseen(engine, path)];
    if (entry?.kind !== 'socket') return [];
    const { name, members } = groupOf(files, entry.gid, users);
    return [{ engine, path, mode: byMode(path, entry.mode & 0o777), owner: entry.uid, group: name, members }];
  });
}

/** /var/run is a link to /run everywhere that has both. */
const real = (path: string): string => path.replace(/^\/var\/run\//, '/run/');

/** A daemon that runs says that it listens there, and nothing can be seen there: a folder on the way is closed. */
function unseen(engine: string, path: string): HostSocket {
  const why = unknown(`${path} cannot be looked at; run as root`, nowhereIn(path));
  return { engine, path, mode: why, owner: 0, group: why, members: why };
}

const byMode = (path: string, mode: number): HostSocket['mode'] => {
  const text = `mode ${mode.toString(8)}`;
  return { state: 'written', value: mode, origin: { source: { path, text }, start: 0, end: text.length } };
};
