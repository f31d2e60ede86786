import type { EngineKind } from '../model/index.ts';

/**
 * The options that give a tmpfs to "uid:gid". Both runc and crun give it the permission bits of the folder that it covers, and older ones
 * do so whatever mode= says (runc 1.1 libcontainer/rootfs_linux.go mountToRootfs; measured with runc 1.1.5 and crun 1.8.1): so it is the
 * owner that has to change. Podman has a word for the container's own user, and none for another.
 */
export function tmpfsOwner(owner: string, engine: EngineKind): readonly string[] {
  const [uid = '', gid = uid] = owner.split(':');
  return engine === 'podman' ? ['U'] : [`uid=${uid}`, `gid=${gid}`];
}
