import type { Measure } from './control.ts';
import { type Entries, type Field, knownValue } from './field.ts';
import type { Origin } from './origin.ts';
import { undecided, type Verdict } from './verdict.ts';

/** The machine that containers run on: what its kernel can hold, and how its engines are set up. Each leaf says where it was read. */
export interface Host {
  /** What a finding that belongs to no file points to. */
  readonly origin: Origin;
  /** `container`: what is seen here is a container's view, and the machine around it is not. */
  readonly view: Field<'machine' | 'container'>;
  readonly system: {
    /** os-release `ID`: "debian". */
    readonly id?: Field<string>;
    /** os-release `VERSION_ID`: "12". */
    readonly version?: Field<string>;
    readonly name?: Field<string>;
  };
  readonly kernel: HostKernel;
  readonly cgroup: HostCgroup;
  /** By path below /proc/sys with dots: "kernel.kptr_restrict". Absent: this kernel has no such setting. */
  readonly sysctls: ReadonlyMap<string, Field<string>>;
  /** By the kernel's own name ("meltdown"), in the kernel's own words. */
  readonly cpuVulnerabilities: ReadonlyMap<string, Field<string>>;
  readonly users: Field<readonly HostUser[]>;
  readonly subordinate: { readonly uid: Subordinate; readonly gid: Subordinate };
  readonly programs: readonly HostProgram[];
  readonly processes: readonly HostProcess[];
  readonly sockets: readonly HostSocket[];
  readonly docker: readonly DockerDaemon[];
}

export interface HostKernel {
  /** As `uname -r` says it. */
  readonly release: Field<string>;
  /** The distribution's own version of the running kernel, where the kernel says it: Debian "6.1.153-1". */
  readonly packaged?: Field<string>;
  readonly seccompFilter: Field<boolean>;
  /** What a filter may answer: "errno", "user_notif". */
  readonly seccompActions?: Field<readonly string[]>;
  readonly apparmor: Field<'on' | 'off'>;
  readonly selinux: Field<'enforcing' | 'permissive' | 'off'>;
  readonly landlock: Field<boolean>;
  readonly overlay: Field<boolean>;
  /** May any user namespace be made at all? */
  readonly userNamespaces: Field<boolean>;
  /** May an ordinary user make one, as rootless engines need? */
  readonly unprivilegedUserNamespaces: Field<boolean>;
}

export interface HostCgroup {
  readonly layout: Field<'v1' | 'hybrid' | 'v2' | 'none'>;
  /** What engines can use, wherever it is mounted: "memory", "pids", "io" (called blkio in version 1). */
  readonly controllers: Field<readonly string[]>;
  /** Is there a limit for memory and swap together (version 1) or for swap (version 2)? */
  readonly swapLimit: Field<boolean>;
  /** Does the machine swap at all? */
  readonly swapInUse: Field<boolean>;
  /** What the service manager hands to each user who is logged in, as rootless engines need. */
  readonly delegated: readonly { readonly uid: number; readonly controllers: Field<readonly string[]> }[];
}

export interface HostUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

/** /etc/subuid or /etc/subgid. */
export interface Subordinate {
  readonly path: string;
  /** Undefined: there is no such file. Unknown: it was not read. */
  readonly ranges: Entries<IdRange> | undefined;
  readonly unread?: Field<never>;
}

export interface IdRange {
  /** A name or a number, as it is written. */
  readonly owner: string;
  readonly start: number;
  readonly count: number;
}

/** A program of an engine that is installed. */
export interface HostProgram {
  readonly name: string;
  readonly path: string;
  readonly version: Field<string>;
  /** Who brought it: "Debian runc 1.1.5+ds1-1". Absent: nobody's package, or none that is known. */
  readonly package?: HostPackage;
}

export interface HostPackage {
  /** `distribution`: may carry a fix under an old upstream number. `vendor`: the engine's own makers. */
  readonly by: 'distribution' | 'vendor';
  readonly name: string;
  /** Undefined: the package manager was not asked. */
  readonly version?: string;
}

/** A running part of an engine. */
export interface HostProcess {
  readonly name: string;
  readonly pid: number;
  readonly uid: number;
  readonly args: Field<readonly string[]>;
}

/** A socket over which an engine takes orders. */
export interface HostSocket {
  readonly engine: string;
  readonly path: string;
  /** Permission bits alone: 0o660. */
  readonly mode: Field<number>;
  readonly owner: number;
  readonly group: Field<string>;
  /** Names of the ordinary users in that group. */
  readonly members: Field<readonly string[]>;
}

/** One Docker daemon: the machine's own, or a user's. */
export interface DockerDaemon {
  /** "Docker", "Docker of user anna". */
  readonly name: string;
  readonly running: boolean;
  readonly rootless: Field<boolean>;
  readonly settings: DockerSettings;
  /** `SecurityOptions` as the running engine answers them: "name=seccomp,profile=builtin". */
  readonly security?: Field<readonly string[]>;
}

/** By the words of daemon.json. Absent: cannot be known. */
export interface DockerSettings {
  readonly hosts: Entries<string>;
  readonly tlsverify: Field<boolean>;
  readonly icc: Field<boolean>;
  readonly iptables: Field<boolean>;
  readonly 'no-new-privileges': Field<boolean>;
  readonly 'live-restore': Field<boolean>;
  readonly 'userland-proxy': Field<boolean>;
  readonly experimental: Field<boolean>;
  readonly 'selinux-enabled': Field<boolean>;
  readonly 'userns-remap': Field<string>;
  readonly 'seccomp-profile': Field<string>;
  readonly 'log-driver': Field<string>;
  readonly 'log-level': Field<string>;
  readonly 'storage-driver': Field<string>;
  readonly 'default-cgroupns-mode': Field<string>;
  /** `max-size` of log-opts; empty: none. */
  readonly 'log-max-size': Field<string>;
  readonly 'insecure-registries': Entries<string>;
  /** Names only: "nofile". */
  readonly 'default-ulimits': Entries<string>;
}

/** A verdict on a machine, with what to do where the control's own steps do not fit. */
export type HostVerdict = Verdict & {
  readonly steps?: readonly string[];
  /** Where the control's own ids of the CIS Docker Benchmark belong to several verdicts: those of this one. */
  readonly cisDocker?: readonly string[];
};

/** What a control on engines answers inside a container, where the engines of the machine around it cannot be seen. */
export const hiddenEngines = ({ view, programs, processes }: Host): readonly HostVerdict[] =>
  knownValue(view) === 'container' && programs.length === 0 && processes.length === 0
    ? [undecided({ because: 'this runs inside a container, which does not see the engines of the machine around it; run it there' }, 'low')]
    : [];

/** One measure that the machine carries, not the container. */
export interface HostControl extends Measure {
  /** How it is done, in commands and lines of configuration, for `explain` and for a verdict without steps of its own. */
  readonly steps: readonly string[];
  /** Pure. One verdict for each engine, setting or kernel feature that is judged. */
  judge(host: Host): readonly HostVerdict[];
}

/** What reading a machine needs of it. Nothing here throws; whoever reads a real one sets limits of size and time. */
export interface MachineDoor {
  read(path: string): MachineText;
  /** Words of a command line as the kernel keeps it; undefined where it cannot be read. */
  words(path: string): readonly string[] | undefined;
  /** Names in a folder, sorted; none where there is no folder or it cannot be read. */
  list(folder: string): readonly string[];
  look(path: string): MachineEntry | undefined;
  /** What a symbolic link says. */
  link(path: string): string | undefined;
  /** What a program prints when it ends well and in time. */
  run(program: string, args: readonly string[]): Promise<string | undefined>;
  /** The answer to an HTTP GET over a unix socket. */
  ask(socket: string, path: string): Promise<string | undefined>;
}

/** `missing`: there is no such file. `refused`: there is one, and this is why it was not read. */
export type MachineText = { readonly text: string } | { readonly missing: true } | { readonly refused: string };

export interface MachineEntry {
  readonly kind: 'file' | 'folder' | 'socket' | 'other';
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}
