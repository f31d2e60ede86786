import { type Container, type Field, isKnown, mapField, type Namespace, type Origin } from '../../model/index.ts';
import { originOf, originOfPair, type YamlMap, type YamlNode } from '../../text/yaml/node.ts';
import { apparmorAnnotation, seccompAnnotation } from './annotations.ts';
import { besideOf } from './beside.ts';
import { environmentOf } from './environment.ts';
import { checkKeys, containerKeys } from './keys.ts';
import { mountsOf } from './mounts.ts';
import type { Notes } from './notes.ts';
import type { Pod } from './pod.ts';
import { portsOf } from './ports.ts';
import { argumentsOf, entrypointOf, healthcheckOf } from './process.ts';
import { resourcesOf } from './resources.ts';
import { containerSecurity, inherit } from './security.ts';
import { pairAt, textAt } from './typed.ts';
import { writtenContainer } from './written.ts';

export type Role = NonNullable<Container['role']>;

/** An entry of one of a pod's lists; `leads`: the first of all. */
export interface Entry {
  readonly node: YamlMap;
  readonly role: Role;
  readonly leads: boolean;
}

/** One container of a pod, with what the pod hands down to it. */
export function containerOf(notes: Notes, pod: Pod, { node, role: listed, leads }: Entry, idOf: (name: string) => string): Container {
  const { template } = pod;
  if (template.builtin) checkKeys(notes, node, containerKeys, 'a container');
  const own = containerSecurity(notes, node);
  const word = nameOf(node);
  const name = `${template.kind}/${template.name}/${word}`;
  const security = inherit(own, pod.security);
  const { mounts, devices, secrets } = mountsOf(notes, node, pod.volumes);
  return {
    id: idOf(name),
    name,
    kind: 'container',
    surface: 'kubernetes',
    engine: 'kubernetes',
    acceptances: template.acceptances,
    origin: placeOf(node),
    group: template.owner,
    role: roleOf(notes, node, listed),
    os: pod.os,
    pod: pod.words,
    written: writtenContainer(notes, node, own, word, leads),
    image: { reference: imageOf(notes, node) },
    process: {
      user: security.user && mapField(security.user, (uid) => ({ uid })),
      group: security.group && mapField(security.group, (gid) => ({ gid })),
      additionalGroups: pod.groups,
      runAsNonRoot: security.nonRoot,
      args: argumentsOf(notes, node),
      ...entrypointOf(node),
      cwd: textAt(notes, node, 'workingDir'),
      env: environmentOf(notes, node),
      noNewPrivileges: own.noNewPrivileges,
      capabilities: own.capabilities,
      // The order of pkg/security/apparmor GetProfile: the container's field, the annotation, the pod's field.
      apparmor: own.apparmor ?? apparmorAnnotation(notes, pod.annotations, word) ?? pod.security.apparmor,
      selinux: security.selinux,
      rlimits: [],
    },
    root: { readonly: own.readonlyRoot },
    hostname: pod.hostname,
    mounts,
    linux: {
      namespaces: {
        pid: targetOf(notes, node, pod) ?? pod.namespaces.pid,
        network: pod.namespaces.network,
        ipc: pod.namespaces.ipc,
        user: pod.namespaces.user,
      },
      devices,
      resources: resourcesOf(notes, node, pod.limits),
      seccomp: security.seccomp ?? seccompAnnotation(notes, pod.annotations, word),
      maskedPaths: own.procPaths,
      readonlyPaths: own.procPaths,
      sysctl: pod.sysctls,
    },
    privileged: own.privileged,
    ports: portsOf(notes, node, pod.namespaces.hostNetwork),
    secrets,
    healthcheck: healthcheckOf(node),
    serviceAccountToken: pod.token,
    runtime: pod.runtime,
    ...(notes.everything ? { beside: besideOf(pod, node) } : {}),
  };
}

function nameOf(node: YamlMap): string {
  const value = pairAt(node, 'name')?.value;
  return value?.kind === 'scalar' && value.text !== '' ? value.text : 'unnamed';
}

const placeOf = (node: YamlMap): Origin => {
  const pair = pairAt(node, 'name');
  return pair === undefined ? originOf(node) : originOfPair(pair);
};

function imageOf(notes: Notes, node: YamlNode): Field<string> | undefined {
  const field = textAt(notes, node, 'image');
  return isKnown(field) && field.value === '' ? undefined : field;
}

/** An init container that is restarted always runs beside the main ones (sidecar containers, since 1.28). */
function roleOf(notes: Notes, node: YamlNode, listed: Role): Role {
  const policy = textAt(notes, node, 'restartPolicy');
  return listed === 'init' && isKnown(policy) && policy.value === 'Always' ? 'sidecar' : listed;
}

/** An ephemeral container with a target joins that container's process namespace, unless the pod has but one. */
function targetOf(notes: Notes, node: YamlNode, { namespaces }: Pod): Field<Namespace> | undefined {
  const target = textAt(notes, node, 'targetContainerName');
  const { pid } = namespaces;
  if (target === undefined || (isKnown(pid) && pid.value.mode !== 'private')) return undefined;
  return mapField(target, (name): Namespace => ({ mode: 'shared', with: name }));
}
