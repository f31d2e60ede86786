import type { EngineKind } from './engine.ts';
import type { Direction } from './network-policy.ts';
import type { AppArmor, Namespace, Seccomp, Selinux } from './parts.ts';

/**
 * What a remedy can change, each key with the value it takes. A key names the model's own path; keys that end
 * in a verb change one entry of a list. Surfaces say each in their own words (Phrases) and write it (fix).
 */
export interface Settings {
  /** "uid" or "uid:gid". */
  'process.user': string;
  'process.group': number;
  /** Take these additional groups away. */
  'process.additionalGroups.remove': readonly string[];
  /** Kubernetes: the group that gets the files of the pod's volumes, and that every container of the pod has. */
  'pod.fsGroup': number;
  'process.runAsNonRoot': boolean;
  'process.noNewPrivileges': boolean;
  /** Capabilities to take away: ["ALL"]. */
  'process.capabilities.drop': readonly string[];
  /** Capabilities to stop adding: ["CAP_SYS_ADMIN"]. */
  'process.capabilities.remove': readonly string[];
  'process.apparmor': AppArmor;
  'process.selinux': Selinux;
  'process.rlimits': { readonly type: string; readonly soft: number; readonly hard: number };
  'process.oomScoreAdj': number;
  privileged: boolean;
  'root.readonly': boolean;
  'mounts.remove': { readonly destination: string };
  'mounts.readonly': { readonly destination: string };
  'mounts.propagation': { readonly destination: string; readonly propagation: string };
  /** Mount options and, for a tmpfs, its size in bytes. */
  'mounts.options': { readonly destination: string; readonly options: readonly string[]; readonly size?: number };
  /** Places that have to be writable although the root is read-only, or root's: a tmpfs each, in Kubernetes an emptyDir. */
  'mounts.writable': readonly WritablePlace[];
  'linux.namespaces.pid': Namespace;
  'linux.namespaces.network': Namespace;
  'linux.namespaces.ipc': Namespace;
  'linux.namespaces.uts': Namespace;
  'linux.namespaces.user': Namespace;
  'linux.namespaces.cgroup': Namespace;
  'linux.devices.remove': { readonly path: string };
  /** Bytes. */
  'linux.resources.memory.limit': number;
  'linux.resources.memory.disableOOMKiller': boolean;
  /** Processors: 0.5 is half of one. */
  'linux.resources.cpu.limit': number;
  'linux.resources.pids.limit': number;
  /** Relative weight, 10 to 1000. */
  'linux.resources.blockIO.weight': number;
  'linux.seccomp': Seccomp;
  /** Back to the engine's own masked and read-only paths. */
  'linux.maskedPaths': 'default';
  'linux.sysctl.remove': { readonly name: string };
  'linux.sysctl.set': { readonly name: string; readonly value: string };
  /** Publish a port on one address only. `host` is absent where the engine chooses the port. */
  'ports.hostIp': { readonly container: string; readonly host?: string; readonly ip: string };
  /** Kubernetes: do without the node's port. */
  'ports.hostPort.remove': { readonly container: string };
  /** Join a network of one's own by this name. */
  networks: string;
  /** Kubernetes: have a policy of the network restrict these directions for the pod. */
  networkPolicy: { readonly directions: readonly Direction[] };
  /** Kubernetes: narrow the rule of the policy that is named. `asks`: what it should say instead, as a clause that begins with a verb. */
  'networkPolicy.narrow': { readonly policy: string; readonly asks: string };
  /**
   * Take a variable's value out of the declaration and give it as a secret. `file`: the image is known to read it from the file that
   * this other variable names (facts/secret-file-variables.ts); without it the program goes on reading the variable.
   */
  'process.env.secret': { readonly name: string; readonly file?: SecretFileVariable };
  /** Take a value out of a Kubernetes ConfigMap or Secret that lies in a file. */
  'object.secret': { readonly kind: string; readonly key: string };
  /** Take a secret out of the arguments and give it as a file. `name` is the flag, empty where it has none. */
  'process.args.secret': { readonly name: string };
  /** Give the build a secret for the one step that needs it. */
  'build.secret': { readonly name: string };
  /** Leave a file out of the image. */
  'build.copy.remove': { readonly path: string };
  /**
   * Permission bits of a secret's file; `item`: the key that has bits of its own. `group`: its files need a group that the user has
   * (Kubernetes); `uid`: or that user for their owner.
   */
  'secrets.mode': {
    readonly name: string;
    readonly mode: number;
    readonly item?: string;
    readonly group?: boolean;
    readonly uid?: number;
  };
  /** Keep a secret in the engine's store rather than in a file of the host. */
  'secrets.external': { readonly name: string };
  serviceAccountToken: boolean;
  /** An image reference with what it lacks: TAG and DIGEST stand for what has to be looked up. */
  'image.reference': string;
  /** Build in a stage of its own and copy only the result. */
  'image.stages': true;
  /** Say which content a remote ADD must have. */
  'image.add.checksum': { readonly source: string };
  healthcheck: true;
}

/** `gid`: the group of the user that the image's programs run as. `late`: they read the file as that user, even where root starts them. */
export interface SecretFileVariable {
  readonly variable: string;
  readonly gid?: number;
  readonly late?: true;
}

/** A folder that a program writes while it runs. */
export interface WritablePlace {
  readonly destination: string;
  /** Bytes, a guess. Absent: as much as it takes. */
  readonly size?: number;
  /** "uid:gid" of an ordinary user, where the folder of the image is root's: a tmpfs has its bits. An emptyDir is open to all (0777). */
  readonly owner?: string;
  /** Programs are unpacked there and started. */
  readonly exec?: true;
  /** What it keeps there and will look for again ("its database"): a volume's affair, not that of a tmpfs. */
  readonly keeps?: string;
  /** What it writes there beside files of the image, which an empty folder would cover ("its keystore"). */
  readonly beside?: string;
}

export type Change = { readonly [K in keyof Settings]: { readonly set: K; readonly to: Settings[K] } }[keyof Settings];

/** The model change that satisfies a control: every change of it is needed. */
export type Patch = readonly Change[];

/** How a surface says each setting to an engine, on one line; null where it has no word for it. */
export type Phrases = { readonly [K in keyof Settings]: ((to: Settings[K], engine: EngineKind) => string) | null };

/** The phrase for one change, or undefined where the surface has no word for it. */
export function phrase(phrases: Phrases, change: Change, engine: EngineKind): string | undefined {
  const say = phrases[change.set] as ((to: Change['to'], engine: EngineKind) => string) | null;
  return say === null ? undefined : say(change.to, engine);
}
