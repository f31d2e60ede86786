import type { Container, Namespaces } from '../../model/index.ts';
import type { Notes } from './notes.ts';
import { resourcesPart } from './resources.ts';
import type { OciIdMapping, OciLinux } from './types.ts';

export function linuxPart(container: Container, notes: Notes): OciLinux {
  const { linux } = container;
  const uidMappings = notes.value('linux.uidMappings', linux.uidMappings)?.map(idMapping);
  const gidMappings = notes.value('linux.gidMappings', linux.gidMappings)?.map(idMapping);
  const cgroupsPath = notes.value('linux.cgroupsPath', linux.cgroupsPath);
  const maskedPaths = notes.value('linux.maskedPaths', linux.maskedPaths);
  const readonlyPaths = notes.value('linux.readonlyPaths', linux.readonlyPaths);
  noteSeccomp(container, notes);
  return {
    namespaces: namespacesPart(linux.namespaces, notes),
    ...(uidMappings === undefined ? {} : { uidMappings }),
    ...(gidMappings === undefined ? {} : { gidMappings }),
    ...(cgroupsPath === undefined ? {} : { cgroupsPath }),
    resources: resourcesPart(container, notes),
    ...(maskedPaths === undefined ? {} : { maskedPaths }),
    ...(readonlyPaths === undefined ? {} : { readonlyPaths }),
    sysctl: sysctlPart(container, notes),
  };
}

const idMapping = ({ containerId, hostId, size }: { containerId: number; hostId: number; size: number }): OciIdMapping => ({
  containerID: containerId,
  hostID: hostId,
  size,
});

const types: readonly (keyof Namespaces)[] = ['pid', 'network', 'ipc', 'uts', 'mount', 'user', 'cgroup', 'time'];

/** A namespace that is listed is a new one; one that is not is the runtime's own, the host's. */
function namespacesPart(namespaces: Namespaces, notes: Notes): OciLinux['namespaces'] {
  return types.flatMap((type) => {
    const namespace = notes.value(`linux.namespaces.${type}`, namespaces[type]);
    if (namespace === undefined || namespace.mode === 'host') return [];
    if (namespace.mode === 'shared')
      notes.add(`linux.namespaces.${type} is that of ${namespace.with ?? 'another container'}: add its path`);
    return [{ type }];
  });
}

/** The filter itself is the engine's or a file's: only named here. */
function noteSeccomp({ linux }: Container, notes: Notes): void {
  const seccomp = notes.value('linux.seccomp', linux.seccomp);
  if (seccomp?.profile === 'default') notes.add("linux.seccomp is the engine's own profile: add it");
  if (seccomp?.profile === 'custom') notes.add(`linux.seccomp is the profile ${seccomp.path ?? 'of its own'}: add it`);
}

function sysctlPart({ linux }: Container, notes: Notes): Record<string, string> {
  return Object.fromEntries(
    linux.sysctl.flatMap(({ name, value }) => {
      const known = notes.value(`linux.sysctl ${name}`, value);
      return known === undefined ? [] : [[name, known]];
    }),
  );
}
