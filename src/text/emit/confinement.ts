import { type Container, knownValue, type Selinux } from '../../model/index.ts';

/** The name under which Docker loads its own profile (moby 29 profiles/apparmor). */
const dockerProfile = 'docker-default';

/** The values of --security-opt for what a container declares. */
export function securityOptions({ process, linux, privileged }: Container, engine: 'docker' | 'podman'): readonly string[] {
  const nnp = knownValue(process.noNewPrivileges);
  const seccomp = knownValue(linux.seccomp);
  const apparmor = knownValue(process.apparmor);
  return [
    ...(nnp === undefined ? [] : [nnp ? 'no-new-privileges' : 'no-new-privileges=false']),
    ...(seccomp?.profile === 'unconfined' ? ['seccomp=unconfined'] : []),
    ...(seccomp?.profile === 'custom' && seccomp.path !== undefined ? [`seccomp=${seccomp.path}`] : []),
    ...(seccomp?.profile === 'default' && engine === 'docker' && knownValue(privileged) ? ['seccomp=builtin'] : []),
    ...(apparmor?.profile === 'unconfined' ? ['apparmor=unconfined'] : []),
    ...(apparmor?.profile === 'named' && apparmor.name !== undefined ? [`apparmor=${apparmor.name}`] : []),
    ...(apparmor?.profile === 'default' && engine === 'docker' && knownValue(privileged) ? [`apparmor=${dockerProfile}`] : []),
    ...labels(knownValue(process.selinux)),
    ...paths(linux, engine),
  ];
}

function labels(selinux: Selinux | undefined): string[] {
  if (selinux === undefined) return [];
  const parts = (['user', 'role', 'type', 'level'] as const).flatMap((part) =>
    selinux[part] === undefined ? [] : [`label=${part}:${selinux[part]}`],
  );
  return [...(selinux.disabled ? ['label=disable'] : []), ...parts];
}

function paths({ maskedPaths, readonlyPaths, mask, unmask }: Container['linux'], engine: 'docker' | 'podman'): string[] {
  const open = knownValue(maskedPaths)?.length === 0 && knownValue(readonlyPaths)?.length === 0;
  if (engine === 'docker') return open || unmask?.some((entry) => knownValue(entry) === 'ALL') ? ['systempaths=unconfined'] : [];
  const words = (entries: typeof mask): string =>
    (entries ?? [])
      .map(knownValue)
      .filter((path) => path !== undefined)
      .join(':');
  const [masked, unmasked] = [words(mask), open ? 'ALL' : words(unmask)];
  return [...(masked === '' ? [] : [`mask=${masked}`]), ...(unmasked === '' ? [] : [`unmask=${unmasked}`])];
}
