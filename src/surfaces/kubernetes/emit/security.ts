import { type Container, type Field, knownValue, type Namespace } from '../../../model/index.ts';
import { openText } from '../../../text/emit/index.ts';
import { filled, type Json, some } from './json.ts';

/** A container's securityContext. */
export function securityOf({ process, root, linux, privileged }: Container): Json | undefined {
  const { user, group, capabilities, noNewPrivileges } = process;
  const uid = user?.state === 'unknown' ? openText(user)?.text : knownValue(user)?.uid;
  const names = (list: NonNullable<typeof capabilities>['add']): readonly string[] | undefined =>
    some(
      (list ?? [])
        .map(knownValue)
        .filter((name) => name !== undefined)
        .map((name) => name.replace(/^CAP_/, '')),
    );
  const on = knownValue(privileged);
  const escalates = knownValue(noNewPrivileges);
  const open = knownValue(linux.maskedPaths)?.length === 0;
  return filled({
    runAsUser: uid,
    runAsGroup: group?.state === 'unknown' ? undefined : knownValue(group)?.gid,
    runAsNonRoot: knownValue(process.runAsNonRoot),
    privileged: on ? true : undefined,
    // The API refuses the two together.
    allowPrivilegeEscalation: escalates === undefined || (on && escalates) ? undefined : !escalates,
    capabilities: filled({ drop: names(capabilities?.drop), add: names(capabilities?.add) }),
    readOnlyRootFilesystem: knownValue(root.readonly) === undefined ? undefined : knownValue(root.readonly),
    seccompProfile: profile(knownValue(linux.seccomp), relative(knownValue(linux.seccomp)?.path)),
    appArmorProfile: profile(knownValue(process.apparmor), knownValue(process.apparmor)?.name),
    seLinuxOptions: selinux(process.selinux),
    procMount: open ? 'Unmasked' : undefined,
  });
}

/** A profile's path starts at the kubelet's own folder. */
const relative = (path: string | undefined): string | undefined => path?.replace(/^(?:\.{0,2}\/)+/, '');

function profile(given: { readonly profile: string } | undefined, name: string | undefined): Json | undefined {
  if (given === undefined) return undefined;
  if (given.profile === 'default') return { type: 'RuntimeDefault' };
  if (given.profile === 'unconfined') return { type: 'Unconfined' };
  return name === undefined ? undefined : { type: 'Localhost', localhostProfile: name };
}

function selinux(field: Container['process']['selinux']): Json | undefined {
  const label = knownValue(field);
  if (label === undefined || label.disabled) return undefined;
  return filled({ user: label.user, role: label.role, type: label.type, level: label.level });
}

const isHost = (field: Field<Namespace> | undefined): true | undefined => (knownValue(field)?.mode === 'host' ? true : undefined);

/** The processes of another one of the pod, or of the pod. */
function sharesProcesses(pod: readonly Container[]): boolean {
  const names = new Set(pod.map(({ name }) => `container:${name}`));
  const modes = pod.map(({ linux }) => knownValue(linux.namespaces.pid));
  return (
    !modes.some((pid) => pid?.mode === 'host') &&
    modes.some((pid) => pid?.mode === 'shared' && (pid.with === 'pod' || names.has(pid.with ?? '')))
  );
}

/** What the containers of a pod have in common; where they differ, the first that says something. */
export function podLevel(pod: readonly Container[]): { readonly [key: string]: Json | undefined } {
  const any = (of: (container: Container) => Json | undefined): Json | undefined => pod.map(of).find((value) => value !== undefined);
  const groups = [...new Set(pod.flatMap(({ process }) => (process.additionalGroups ?? []).map((group) => knownValue(group)?.gid)))].filter(
    (gid) => gid !== undefined,
  );
  const sysctls = new Map(pod.flatMap(({ linux }) => linux.sysctl.map(({ name, value }) => [name, knownValue(value)] as const)));
  return {
    automountServiceAccountToken: any(({ serviceAccountToken }) => knownValue(serviceAccountToken)),
    hostNetwork: any(({ linux }) => isHost(linux.namespaces.network)),
    hostPID: any(({ linux }) => isHost(linux.namespaces.pid)),
    hostIPC: any(({ linux }) => isHost(linux.namespaces.ipc)),
    shareProcessNamespace: sharesProcesses(pod) ? true : undefined,
    hostUsers: any(({ linux }) => {
      const mode = knownValue(linux.namespaces.user)?.mode;
      return mode === 'host' ? true : mode === 'private' ? false : undefined;
    }),
    hostname: any(({ hostname }) => knownValue(hostname)),
    runtimeClassName: any(({ runtime }) => knownValue(runtime)),
    securityContext: filled({
      supplementalGroups: some(groups),
      sysctls: some([...sysctls].flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]))),
    }),
  };
}
