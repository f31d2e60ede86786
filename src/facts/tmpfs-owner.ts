import type { EngineKind } from '../model/index.ts';

/**
 * The options that give a tmpfs to "uid:gid". runc gives it the permission bits of the folder that it covers, up to 1.1 whatever mode= says
 * (libcontainer/rootfs_linux.go mountToRootfs; measured with 1.1.5 under Docker 20.10 and Podman 4.3): so it is the owner that has to
 * change. Podman has a word for the container's own user, and none for another.
 */
export function tmpfsOwner(owner: string, engine: EngineKind): readonly string[] {
  const [uid = '', gid = uid] = owner.split(':');
  return engine === 'podman' ? ['U'] : [`uid=${uid}`, `gid=${gid}`];
}
