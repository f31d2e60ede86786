import { type AppArmor, byDefault, type Container, type Field, isKnown, knownValue, type Linux, mapField } from '../../model/index.ts';
import { compareVersions } from '../version.ts';

/*
 * Fields of a pod that an API server drops unread until its version. Source: k8s.io/api core/v1/types.go and, for those behind a
 * gate, kubernetes pkg/features/kube_features.go, where a gate is on by default.
 */
const apparmorField = '1.30';
/** UserNamespacesSupport: beta and on. */
const hostUsers = '1.33';
/** PodLevelResources: beta and on. */
const podResources = '1.34';

/** A pod's container without what a cluster of this version does not heed. `from`: "Kubernetes 1.29 default". */
export function heeded(declared: Container, version: string, from: string): Container {
  const before = (since: string): boolean => compareVersions(version, since) < 0;
  const { pod } = declared;
  if (pod === undefined || !before(podResources)) return declared;
  const apparmor = before(apparmorField) ? annotatedProfile(declared) : declared.process.apparmor;
  const linux = withoutPodLimits(declared, from);
  const { user } = linux.namespaces;
  const noUsers = before(hostUsers) && isKnown(user) && user.value.mode === 'private';
  const why = `${from}: hostUsers has no effect before ${hostUsers}`;
  return {
    ...declared,
    process: { ...declared.process, apparmor },
    linux: noUsers ? { ...linux, namespaces: { ...linux.namespaces, user: byDefault({ mode: 'host' }, why, user.origin) } } : linux,
  };
}

/** What the annotation says where the field is not known; the surface gives what is left of both. */
function annotatedProfile({ pod, written, process: { apparmor } }: Container): Field<AppArmor> | undefined {
  const fields = [written?.security.apparmor, pod?.security.apparmor].filter((field) => field !== undefined);
  if (apparmor === undefined || !fields.some(({ origin }) => origin === apparmor.origin)) return apparmor;
  const annotation = pod?.annotations.get(`container.apparmor.security.beta.kubernetes.io/${written?.name}`);
  if (annotation === undefined || knownValue(annotation) === '') return undefined;
  return mapField(annotation, (text): AppArmor => {
    if (text === 'unconfined') return { profile: 'unconfined' };
    return text.startsWith('localhost/') ? { profile: 'named', name: text.slice('localhost/'.length) } : { profile: 'default' };
  });
}

/** Limits of the pod as a whole; a container's own stay. */
function withoutPodLimits({ pod, linux }: Container, from: string): Linux {
  const { memory, cpu } = linux.resources;
  const { memory: podMemory, cpu: podCpu } = pod?.limits ?? {};
  const isPods = (own: Field<number> | undefined, pods: Field<number> | undefined): boolean =>
    own?.origin !== undefined && own.origin === pods?.origin;
  const none = (origin: Field<number>['origin']) =>
    byDefault(-1, `${from}: resources of the pod have no effect before ${podResources}`, origin);
  const resources = {
    ...linux.resources,
    ...(isPods(memory?.limit, podMemory) && { memory: { ...memory, limit: none(podMemory?.origin) } }),
    ...(isPods(cpu?.quota, podCpu) && { cpu: { ...cpu, quota: none(podCpu?.origin) } }),
  };
  return { ...linux, resources };
}
