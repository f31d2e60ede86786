import type { DeviceRate } from '../model/index.ts';
import type { Beside } from './beside.ts';

/** What of a container decides which attempts are made. */
export interface Subject {
  /** Where the program itself lies inside. */
  readonly self: string;
  readonly maskedPaths: readonly string[];
  readonly readonlyPaths: readonly string[];
  readonly tmpfs: readonly { readonly path: string; readonly options: readonly string[]; readonly size?: number }[];
  /** Mounts that are said to be read-only. */
  readonly readonlyMounts: readonly string[];
  /** Sockets of engines that may be there. */
  readonly sockets: readonly string[];
  /** Device files of the host that may be there. */
  readonly devices: readonly string[];
  /** The profile of AppArmor that somebody asked for by name. */
  readonly apparmor?: string;
  /** Names of variables that hold secrets. */
  readonly secrets: readonly string[];
  /** Capabilities that somebody asked for by name, as "CAP_CHOWN". */
  readonly askedCapabilities: readonly string[];
  /** Memory is limited, though it may be too much to try. */
  readonly memoryIsLimited: boolean;
  /** Limits, where there are some: bytes, processes, processors, open files. */
  readonly memory?: number;
  readonly pids?: number;
  /** Nobody wrote that one: an engine may be set to another. */
  readonly pidsByDefault?: true;
  readonly cpus?: number;
  /** Of disks; their names inside are others. */
  readonly rates?: readonly Pick<DeviceRate, 'of' | 'rate'>[];
  /** It may run on so many named processors only. */
  readonly pinned?: number;
  readonly openFiles?: number;
  /** Absent: the first process is not its own, or its own is not the first. */
  readonly ownProcesses?: true;
  /** Folders and files of the host from which it can be taken over or robbed: where they lie inside, and what they are there. */
  readonly hostPaths?: readonly { readonly path: string; readonly source: string }[];
  /** Files of secrets that the engine hands over. */
  readonly secretFiles?: readonly { readonly path: string; readonly name: string }[];
  /** Parameters of the kernel that somebody asked for, with dots; `effect`: the value takes a protection away. */
  readonly sysctls?: readonly { readonly name: string; readonly value: string; readonly effect: string }[];
  /** It may be on the default bridge of Docker. */
  readonly bridged?: true;
  readonly beside?: Beside;
}

/** Limits above these are not tried: it would take long, or weigh on the machine. */
export const mostTried = { memory: 512 * 1024 * 1024, pids: 4096, cpus: 4, openFiles: 65_536 } as const;
