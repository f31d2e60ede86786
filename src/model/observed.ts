import type { Field } from './field.ts';

/** What the kernel says of a live process beside what a container can declare (observed view). */
export interface Observed {
  /** As the reader numbers it. */
  readonly pid: number;
  /** What a process of the reader sees as "host": the machine, or the container that the reader itself runs in. */
  readonly seenFrom: Field<'machine' | 'container'>;
  /** The program that runs, as the process itself would find it. */
  readonly executable: Field<string>;
  /** Clock ticks after boot: with the pid, the identity of the process. */
  readonly startedAt?: number;
  /** The uid of the host that stands behind uid 0 inside; absent: none does. */
  readonly rootOnHost?: Field<number>;
  /** How many seccomp filters are stacked on it. */
  readonly seccompFilters?: Field<number>;
  /** The label that a security module gives it, in the module's own words. */
  readonly securityLabel?: Field<string>;
  /** Why no variable is known, where they could not be read: then `process.env` is empty, and that means nothing. */
  readonly unreadEnvironment?: Field<never>;
  /** What waits for connections or packets in its network: of the host's network only its own sockets. */
  readonly listening: Field<readonly Listener[]>;
  /** Unix sockets with a name in its network namespace: paths, and "@name" for abstract ones. */
  readonly unixSockets: Field<readonly string[]>;
  /** Interfaces other than the loopback one. */
  readonly interfaces: Field<readonly string[]>;
  /** Where packets to the rest of the world go: the interface of a default route (IPv4). Empty: there is none. */
  readonly defaultRoutes: Field<readonly string[]>;
  /** The device files below its /dev, whoever put them there. */
  readonly deviceFiles: Field<readonly DeviceFile[]>;
  /** Paths of /proc and /sys which engines mask, and which this kernel does not have. */
  readonly lacks: readonly string[];
}

export interface Listener {
  readonly protocol: 'tcp' | 'udp';
  /** "0.0.0.0", "127.0.0.1", "::". */
  readonly address: string;
  readonly port: number;
}

export interface DeviceFile extends DeviceNode {
  readonly path: string;
}

export interface DeviceNode {
  readonly type: 'block' | 'character';
  readonly major: number;
  readonly minor: number;
  /** Permission bits alone. */
  readonly mode: number;
}
