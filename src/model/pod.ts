import type { Field } from './field.ts';
import type { Origin } from './origin.ts';
import type { AppArmor, Seccomp, Selinux } from './parts.ts';

/**
 * A Kubernetes pod in its author's own words, before any container inherits from it: what admission and network
 * policies judge. One object is shared by all containers of the pod.
 */
export interface Pod {
  /** The object that declares it, as reports name it: "Deployment/web", with the namespace in front where one is written. */
  readonly name: string;
  readonly origin: Origin;
  /** The owner's `metadata.namespace`; absent: not written, so that whoever applies it decides. */
  readonly namespace?: Field<string>;
  /** Of the pod itself (a template's metadata), by key. */
  readonly labels: ReadonlyMap<string, Field<string>>;
  /** Of the pod itself, by key. */
  readonly annotations: ReadonlyMap<string, Field<string>>;
  /** False for a custom resource, whose operator may change the pod before the API server sees it. */
  readonly builtin: boolean;
  /** The pod's `securityContext`. */
  readonly security: WrittenSecurity;
  /** Names of `securityContext.sysctls`, exactly as written. */
  readonly sysctls: readonly Field<string>[];
  /** `serviceAccountName`; absent: not written, so that it is the account "default" of the namespace. */
  readonly serviceAccount?: Field<string>;
  readonly hostNetwork?: Field<boolean>;
  readonly hostPID?: Field<boolean>;
  readonly hostIPC?: Field<boolean>;
  readonly hostUsers?: Field<boolean>;
  /** `spec.os.name` alone: a nodeSelector does not count for admission. */
  readonly os?: Field<string>;
  /** Limits of the pod as a whole (`spec.resources`): bytes, and thousandths of a processor. */
  readonly limits?: { readonly memory?: Field<number>; readonly cpu?: Field<number> };
  /** Every entry of `volumes`, mounted or not. */
  readonly volumes: readonly PodVolume[];
}

/** What a securityContext of a pod or of a container says itself. */
export interface WrittenSecurity {
  readonly runAsUser?: Field<number>;
  readonly runAsNonRoot?: Field<boolean>;
  readonly seccomp?: Field<Seccomp>;
  readonly apparmor?: Field<AppArmor>;
  readonly selinux?: Field<Selinux>;
  /** Windows: the container is a process of the host. */
  readonly hostProcess?: Field<boolean>;
}

/** What a container of a pod says itself, where the rest of the model holds what it inherits or makes of it. */
export interface WrittenContainer {
  /** As the pod's list names it. */
  readonly name: string;
  /** True for the first container of the pod: what is wrong with the pod itself is told with it. */
  readonly leads: boolean;
  readonly security: WrittenSecurity;
  readonly privileged?: Field<boolean>;
  readonly allowPrivilegeEscalation?: Field<boolean>;
  readonly procMount?: Field<string>;
  /** The exact words of `capabilities`, whose letters admission compares as they are. */
  readonly capabilities?: { readonly add?: readonly Field<string>[]; readonly drop?: readonly Field<string>[] };
  /** `host` of each probe and lifecycle handler that has one. */
  readonly hosts: readonly ProbeHost[];
}

export interface ProbeHost {
  /** Path below the container: "livenessProbe.httpGet.host". */
  readonly path: string;
  readonly host: Field<string>;
}

export interface PodVolume {
  readonly name: string;
  readonly origin: Origin;
  /** Every source that is written, in the API's word ("hostPath"); none stands for an emptyDir. */
  readonly kinds: readonly Field<string>[];
}
