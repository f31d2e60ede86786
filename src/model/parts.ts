import type { Entries, Field } from './field.ts';
import type { Origin } from './origin.ts';

/** Exactly one of the two: a number, or a name that the image's /etc/passwd must resolve. */
export type UserId = { readonly uid: number; readonly name?: undefined } | { readonly name: string; readonly uid?: undefined };

/** Exactly one of the two: a number, or a name that the image's /etc/group must resolve. */
export type GroupId = { readonly gid: number; readonly name?: undefined } | { readonly name: string; readonly gid?: undefined };

/**
 * - `private`: its own; `host`: the host's; `shared`: that of another container (`with`);
 * - `shareable`: its own, that others may join (IPC); `none`: its own with nothing in it (network, IPC).
 */
export interface Namespace {
  readonly mode: 'private' | 'host' | 'shared' | 'shareable' | 'none';
  readonly with?: string;
  /** Podman keep-id: whoever calls has the same id inside, or this one, and is the user of an image that names none. */
  readonly keepsCaller?: { readonly uid?: number; readonly gid?: number };
}

/** `default`: the engine's own profile. `custom`: the profile of `path` (a file, or a name the node knows). */
export interface Seccomp {
  readonly profile: 'unconfined' | 'default' | 'custom';
  readonly path?: string;
  /** Kubernetes: said by an annotation, which the engine ignores from this version on ("1.27"). */
  readonly before?: string;
}

/** `default`: the engine's own profile. `named`: a profile loaded on the host under `name`. */
export interface AppArmor {
  readonly profile: 'unconfined' | 'default' | 'named';
  readonly name?: string;
}

/** user:role:type:level; an absent part is the engine's choice. `disabled`: no confinement at all. */
export interface Selinux {
  readonly disabled: boolean;
  readonly user?: string;
  readonly role?: string;
  readonly type?: string;
  readonly level?: string;
  /** Containers beside it that name the same level (set by link/): they are not separated from it. */
  readonly sharedWith?: readonly string[];
}

/**
 * `bind`: a path of the host. `volume`: storage that the engine keeps. `claim`: a Kubernetes volume claim or
 * network storage. `object`: a ConfigMap, Secret, projected or downward volume, read from the API.
 * `system`: mounted by the engine itself (/proc, /dev, /sys …).
 */
export type MountType = 'bind' | 'volume' | 'claim' | 'tmpfs' | 'object' | 'image' | 'system';

export interface Mount {
  /** The whole entry; its leaves may point closer. */
  readonly origin: Origin;
  readonly type: Field<MountType>;
  /** For a bind mount the host's path as the engine resolves it; for a volume its name. */
  readonly source?: Field<string>;
  /** Absolute path inside the container. */
  readonly destination: Field<string>;
  readonly readonly?: Field<boolean>;
  /** private, rprivate, slave, rslave, shared, rshared. */
  readonly propagation?: Field<string>;
  /** Further mount options, each as mount(8) names it: noexec, nosuid, nodev, z, Z … */
  readonly options?: Entries<string>;
  /** tmpfs: bytes. */
  readonly size?: Field<number>;
}

export interface Device {
  /** Path on the host, a CDI name or a driver's request ("gpus=all"); `/dev/*`: every device. */
  readonly path: string;
  readonly containerPath?: string;
  /** A subset of "rwm"; absent: all three. */
  readonly permissions?: string;
}

export interface EnvVar {
  readonly name: string;
  readonly origin: Origin;
  /** Absent: taken from the caller's environment, a Secret, a ConfigMap or the like (`from`). */
  readonly value?: Field<string>;
  readonly from?: 'caller' | 'secret' | 'config' | 'file' | 'other';
}

export interface Rlimit {
  /** Without the RLIMIT_ prefix, lower case: nofile, nproc, core. */
  readonly type: string;
  readonly origin?: Origin;
  /** -1: unlimited. */
  readonly soft: Field<number>;
  readonly hard: Field<number>;
}

export interface Sysctl {
  /** With dots: net.ipv4.ip_forward. */
  readonly name: string;
  readonly origin: Origin;
  readonly value: Field<string>;
}

export interface Port {
  readonly origin: Origin;
  /** One port or a range, as written: "80", "8000-8010". */
  readonly containerPort: Field<string>;
  /** Absent: not published on the host, or on a port that the engine chooses (`published`). */
  readonly hostPort?: Field<string>;
  readonly hostIp?: Field<string>;
  readonly protocol?: Field<string>;
  /** False for a port that is only documented (EXPOSE, containerPort without hostPort). */
  readonly published: boolean;
}

/** A secret that stands in the data of a ConfigMap or Secret, without a letter of its value. */
export interface GivenAway {
  /** The key of the data. */
  readonly key: string;
  /** The key alone. */
  readonly origin: Origin;
  /** "a password", "a token of GitHub". */
  readonly what: string;
  /** `token`: told by its shape; `weak`: a word that anybody tries first. */
  readonly certainty: 'token' | 'literal' | 'weak';
  /** The name of the setting inside a file that the key holds: "spring.datasource.password". */
  readonly setting?: string;
  /** It is written in base64, which is no protection. */
  readonly encoded: boolean;
}

export interface SecretUse {
  readonly name: string;
  /** Kubernetes: the key of the Secret, for an item with a mode of its own. */
  readonly item?: string;
  readonly origin: Origin;
  /** Path inside the container. */
  readonly target?: Field<string>;
  /** Permission bits, 0o400 style number. */
  readonly mode?: Field<number>;
  readonly uid?: Field<string>;
  readonly gid?: Field<string>;
  /** What feeds it: a file on the host, a variable of the caller, or the engine's own store. */
  readonly from?: Field<'file' | 'environment' | 'external' | 'inline'>;
}

export type Healthcheck = { readonly disabled: true } | { readonly disabled: false; readonly test: readonly string[] };

export interface Build {
  readonly origin: Origin;
  /** Folder or URL, relative to the declaring file. */
  readonly context?: Field<string>;
  /** Path of the Containerfile, relative to the context. */
  readonly dockerfile?: Field<string>;
  /** A Containerfile written inside the declaration (compose `dockerfile_inline`). */
  readonly inline?: Field<string>;
  readonly target?: Field<string>;
  readonly args: readonly { readonly name: string; readonly value?: Field<string> }[];
  /** Build-time secrets by id (RUN --mount=type=secret, compose build.secrets). */
  readonly secrets?: Entries<string>;
  /** What the stages that reach the final image do, in order. */
  readonly steps?: readonly BuildStep[];
}

/** One Containerfile instruction of a stage that ends up in the image. */
export interface BuildStep {
  readonly instruction: 'ADD' | 'COPY' | 'RUN' | 'ENV' | 'ARG' | 'USER' | 'FROM' | 'OTHER';
  readonly stage: string;
  readonly origin: Origin;
  /** The instruction's own text after its name, variables expanded where they are known. */
  readonly text: Field<string>;
  readonly flags: Readonly<Record<string, string>>;
  /** The user in force when the step runs. */
  readonly user?: Field<UserId>;
}

export interface BlockIO {
  readonly weight?: Field<number>;
  readonly throttle?: Entries<DeviceRate>;
}

/** How fast a device of blocks may be used. */
export interface DeviceRate {
  readonly of: 'read bytes' | 'write bytes' | 'read operations' | 'write operations';
  /** "/dev/sda", or "8:0" where only its numbers are known. */
  readonly device: string;
  /** So many each second. */
  readonly rate: number;
}
