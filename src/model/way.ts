import type { Place } from './origin.ts';

/**
 * How sure it is that a step can be made. `open`: the configuration alone allows it. `perhaps`: it rests on something that could not be
 * told. `fault`: it takes a fault of a program (kernel, runtime, a set-uid program, the other container's own), which is named.
 */
export const certainties = ['open', 'perhaps', 'fault'] as const;
export type Certainty = (typeof certainties)[number];

/**
 * What somebody may hold. `inside`: may run code in a container, as its user. `root`: as uid 0 of it. `capability`: has one in use there. `ability`:
 * may do one thing there ("mount", "new user namespace"). `shared`: what several containers touch (a volume, a namespace, a network). The others are what
 * is won: `host` is root on it, `host user` one of its ordinary users (whose engine it is), `cluster` the API of Kubernetes, `network` what only the
 * host's own network reaches.
 */
export type HoldKind = 'inside' | 'root' | 'capability' | 'ability' | 'shared' | 'host' | 'host user' | 'cluster' | 'secret' | 'network';

/** Root on the host, or one of its ordinary users. */
export const isHostKind = (kind: HoldKind): boolean => kind === 'host' || kind === 'host user';

/** What is worth something by itself, whoever holds it. */
export const isPrizeKind = (kind: HoldKind): boolean => isHostKind(kind) || kind === 'cluster' || kind === 'network' || kind === 'secret';

/** A point of the graph. Two of the same id are one: that is how containers share steps. */
export interface Hold {
  /** Unique in one run: `inside:ID`, `root:ID`, `capability:ID:CAP_SYS_ADMIN`, `shared:volume:NAME`, `host`. */
  readonly id: string;
  readonly kind: HoldKind;
  /** As a noun: "root in web", "the volume data", "root on the host". */
  readonly title: string;
  /** Whose it is; absent for what belongs to no single container. */
  readonly container?: string;
}

/** A change of one declaration that takes a ground away. Two of the same key are one change: a pod's line mends all of its containers. */
export interface WayChange {
  readonly key: string;
  readonly control: string;
  /** The container whose declaration is changed, by its id. */
  readonly container: string;
  /** How its surface says the change; several lines are all needed. */
  readonly remedy?: readonly string[];
}

/** How many settings a change is of: what counts where few changes are looked for. */
export const settingsOf = ({ remedy }: WayChange): number => Math.max(1, remedy?.length ?? 1);

export const settingsIn = (changes: readonly WayChange[]): number => changes.reduce((sum, change) => sum + settingsOf(change), 0);

/** "3 changes of 6 settings"; the settings only where some change is of several. */
export function countChanges(changes: readonly WayChange[]): string {
  const settings = settingsIn(changes);
  return `${changes.length} ${changes.length === 1 ? 'change' : 'changes'}${settings === changes.length ? '' : ` of ${settings} settings`}`;
}

/** One thing that a step rests on. */
export interface Ground {
  readonly container: string;
  /** One clause in the container's own values: "CAP_SYS_ADMIN is added". */
  readonly detail: string;
  /** How it is known. `fact`: it is so on every such machine (a kernel's rule). */
  readonly view: 'written' | 'default' | 'unknown' | 'observed' | 'proved' | 'fact';
  /** The measure that would take it away. */
  readonly control?: string;
  /** The line that decides. */
  readonly place?: Place;
  /** Who decided where nobody wrote it ("Docker 28 default"), where it was read (/proc/4711/status), what was tried. */
  readonly from?: string;
  readonly change?: WayChange;
}

/** From one hold to the next. All of its grounds are needed: take one away, and the step is closed. */
export interface Step {
  readonly from: string;
  readonly to: string;
  /** Which kind of step, by its id in facts/ways: what is done, with its source. */
  readonly kind: string;
  readonly certainty: Certainty;
  /** What is done here, as a clause: "mounts a cgroup v1 hierarchy and sets its release_agent". */
  readonly what: string;
  readonly grounds: readonly Ground[];
  /** Why it is not sure; or the fault that it takes, with the versions that have it. */
  readonly because?: string;
}

/** What one container brings into the graph. */
export interface WayPart {
  readonly container: { readonly id: string; readonly name: string; readonly file: string; readonly line: number };
  readonly holds: readonly Hold[];
  readonly steps: readonly Step[];
}

/** A way: where it begins, what is won, and the steps in between, by their place in `Ways.steps`. */
export interface Way {
  readonly container: string;
  /** A hold's id. */
  readonly goal: string;
  /** That of its least certain step. */
  readonly certainty: Certainty;
  readonly steps: readonly number[];
  /** It leads through another container, which is held first. */
  readonly through?: string;
}

/** One of the changes that together close every way to the host. */
export interface Cut {
  readonly change: WayChange;
  /** Of the ways to the host, those that this change closes when it is the only one; places in `Ways.ways`. */
  readonly closes: readonly number[];
}

/** The graph, what it comes to, and what would close it. Plain data. */
export interface Ways {
  readonly containers: readonly WayPart['container'][];
  readonly holds: readonly Hold[];
  readonly steps: readonly Step[];
  /** The surest and shortest first; several to one goal differ in their last step. */
  readonly ways: readonly Way[];
  /** Changes of the fewest settings that leave no way to the host that is open or perhaps is. */
  readonly cut: readonly Cut[];
  /** It was proved that no fewer settings do; false: the search was given up, and fewer may. */
  readonly fewest: boolean;
  /** Every change that closes a way to the host when it is the only one, the most telling first. */
  readonly alone: readonly Cut[];
  /** Ways to the host that no change of a declaration closes; places in `ways`. */
  readonly left: readonly number[];
}
