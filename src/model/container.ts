import type { ImageAccounts } from './accounts.ts';
import type { Beside } from './beside.ts';
import type { AppArmorReach, SeccompStrength } from './confinement.ts';
import type { EngineKind } from './engine.ts';
import type { Entries, Field } from './field.ts';
import type { PodPolicies } from './network-policy.ts';
import type { Observed } from './observed.ts';
import type { Origin } from './origin.ts';
import type {
  AppArmor,
  BlockIO,
  Build,
  Device,
  EnvVar,
  GivenAway,
  GroupId,
  Healthcheck,
  Mount,
  Namespace,
  Port,
  Rlimit,
  Seccomp,
  SecretUse,
  Selinux,
  Sysctl,
  UserId,
} from './parts.ts';
import type { Pod, WrittenContainer } from './pod.ts';

export type SurfaceId =
  | 'containerfile'
  | 'compose'
  | 'kubernetes'
  | 'quadlet'
  | 'oci-bundle'
  | 'inspect'
  | 'image'
  | 'run-command'
  | 'process';

/**
 * A container in one of its three views (declared, effective, observed), in the words of the OCI
 * runtime specification 1.2 (config.md, config-linux.md). Where an engine has a word that the
 * specification lacks (privileged, published ports, image), the engine's own word is used.
 *
 * Every absent field means "not set" (see Field).
 */
export interface Container {
  /** Unique in one run: path, then the container's own path inside the file. */
  readonly id: string;
  /** What its author calls it: a service, `pod/container`, a stage, the image of a run command. */
  readonly name: string;
  /**
   * `image`: a Containerfile's result, of which only what an image can carry is judged. `object`: a ConfigMap or Secret of Kubernetes,
   * of which only `givesAway` is set.
   */
  readonly kind: 'container' | 'image' | 'object';
  readonly surface: SurfaceId;
  readonly engine: EngineKind;
  /** Effective view: the version whose defaults were applied ("1.30"); absent for a runtime without an engine. */
  readonly engineVersion?: string;
  /** Effective view: by an engine that runs without root. */
  readonly engineRootless?: true;
  /** What its own labels or annotations say of accepted risks (docs/LIVING-WITH-IT.md): the key after `accept.`, and the text. */
  readonly acceptances?: readonly { readonly key: string; readonly text: string; readonly origin: Origin }[];
  /** Where it is declared: findings about what is missing point here. */
  readonly origin: Origin;
  /** What shares its namespaces or project: a pod, a compose project. */
  readonly group?: string;
  readonly role?: 'main' | 'init' | 'sidecar' | 'ephemeral';
  /** Kubernetes `spec.os.name`; absent: linux. */
  readonly os?: Field<string>;
  /** Kubernetes: the pod in its own words, the same object for all its containers; declared and effective view. */
  readonly pod?: Pod;
  /** Kubernetes: what the container itself says, before it inherits from its pod. */
  readonly written?: WrittenContainer;
  readonly image: Image;
  readonly process: Process;
  readonly root: {
    readonly readonly?: Field<boolean>;
    /** Podman `--read-only-tmpfs`: false keeps a read-only root without the writable /run, /tmp, /var/tmp and /dev/shm. */
    readonly writableTmpfs?: Field<boolean>;
  };
  readonly hostname?: Field<string>;
  readonly mounts: readonly Mount[];
  readonly linux: Linux;
  /** The engines' word for "every measure off"; the effective view spells out what it does to each. */
  readonly privileged?: Field<boolean>;
  readonly ports: readonly Port[];
  readonly networks?: Entries<string>;
  /** Kubernetes: the network policies of the run that are about its pod (set by link/, never by a surface). */
  readonly policies?: PodPolicies;
  readonly secrets: readonly SecretUse[];
  /** Secrets that an object of the API holds in plain sight. Their values are kept nowhere. */
  readonly givesAway?: readonly GivenAway[];
  readonly healthcheck?: Field<Healthcheck>;
  /** Kubernetes: is the service account's token mounted? */
  readonly serviceAccountToken?: Field<boolean>;
  /** An other runtime than the engine's own (Docker `--runtime`, Kubernetes runtimeClassName). */
  readonly runtime?: Field<string>;
  /** Observed view alone: what the kernel says beside what can be declared. */
  readonly observed?: Observed;
  /** What else its author wrote; only where everything was asked for. */
  readonly beside?: readonly Beside[];
}

export interface Image {
  readonly reference?: Field<string>;
  /** A compose service's `build`, or the Containerfile's own build. */
  readonly build?: Build;
  /** The image as a Containerfile in reach, or its own configuration, declares it (set by link/, never by a surface). */
  readonly built?: Container;
  /** Of an image whose layers were read: who is in its /etc/passwd and /etc/group (set by link/ and scan, never by a surface). */
  readonly accounts?: ImageAccounts;
  /** Somebody asked to look at it, and it cannot be had: why (set by link/). */
  readonly notHad?: string;
}

export interface Process {
  readonly user?: Field<UserId>;
  readonly group?: Field<GroupId>;
  readonly additionalGroups?: Entries<GroupId>;
  /** Kubernetes runAsNonRoot: the kubelet refuses to start the container as uid 0. */
  readonly runAsNonRoot?: Field<boolean>;
  readonly args?: Field<readonly string[]>;
  /** How many words at the start of `args` take the place of the image's entry point. Absent: none, all are handed to it. */
  readonly entrypointWords?: number;
  readonly cwd?: Field<string>;
  readonly env: readonly EnvVar[];
  readonly noNewPrivileges?: Field<boolean>;
  readonly capabilities?: Capabilities;
  readonly apparmor?: Field<AppArmor>;
  /** Effective: what the text of a named profile lets through (set by link/). Absent: no text in reach. */
  readonly apparmorReach?: Field<AppArmorReach>;
  readonly selinux?: Field<Selinux>;
  readonly rlimits: readonly Rlimit[];
  /** -1000 (never killed) to 1000. */
  readonly oomScoreAdj?: Field<number>;
}

/** Capabilities are written in full and upper case: CAP_NET_RAW. `ALL` stands for every one. */
export interface Capabilities {
  /** Declared: asked for on top of the engine's default. */
  readonly add?: Entries<string>;
  /** Declared: taken away from the engine's default. */
  readonly drop?: Entries<string>;
  /** Effective: the five sets of capabilities(7), each entry with the reason for its presence. */
  readonly bounding?: Entries<string>;
  readonly effective?: Entries<string>;
  readonly permitted?: Entries<string>;
  readonly inheritable?: Entries<string>;
  readonly ambient?: Entries<string>;
}

export interface Linux {
  readonly namespaces: Namespaces;
  readonly uidMappings?: Field<readonly IdMapping[]>;
  readonly gidMappings?: Field<readonly IdMapping[]>;
  /** Host devices given to the container; `/dev/*` stands for all of them. */
  readonly devices?: Entries<Device>;
  readonly cgroupsPath?: Field<string>;
  readonly resources: Resources;
  readonly seccomp?: Field<Seccomp>;
  /** Effective: what a custom profile lets through (set by link/, never by a surface). */
  readonly seccompStrength?: Field<SeccompStrength>;
  readonly maskedPaths?: Field<readonly string[]>;
  readonly readonlyPaths?: Field<readonly string[]>;
  /** Declared: paths taken out of the two lists above (Podman `unmask=`); `ALL` stands for every one. */
  readonly unmask?: Entries<string>;
  /** Declared: paths added to maskedPaths (Podman `mask=`). */
  readonly mask?: Entries<string>;
  readonly sysctl: readonly Sysctl[];
}

export interface Namespaces {
  readonly pid?: Field<Namespace>;
  readonly network?: Field<Namespace>;
  readonly ipc?: Field<Namespace>;
  readonly uts?: Field<Namespace>;
  readonly mount?: Field<Namespace>;
  /** `host`: container root is the host's root. `private`: ids are mapped. */
  readonly user?: Field<Namespace>;
  readonly cgroup?: Field<Namespace>;
  readonly time?: Field<Namespace>;
}

export interface IdMapping {
  readonly containerId: number;
  readonly hostId: number;
  readonly size: number;
}

/** Units as in the OCI specification: bytes, microseconds; -1 means unlimited. */
export interface Resources {
  readonly memory?: {
    readonly limit?: Field<number>;
    readonly reservation?: Field<number>;
    /** Memory plus swap, in bytes. */
    readonly swap?: Field<number>;
    readonly disableOOMKiller?: Field<boolean>;
  };
  readonly cpu?: {
    readonly shares?: Field<number>;
    /** Microseconds per period; -1: unlimited. */
    readonly quota?: Field<number>;
    readonly period?: Field<number>;
    /** cpuset, "0-3,5". */
    readonly cpus?: Field<string>;
  };
  readonly pids?: { readonly limit?: Field<number> };
  readonly blockIO?: BlockIO;
}
