import type { Table } from '../../filters/index.ts';
import type { Interface } from './interfaces.ts';

/** What was read of a network namespace. */
export interface Space {
  readonly interfaces: readonly Interface[];
  readonly tables: readonly Table[];
  /** Why there may be filters that are not among the tables. */
  readonly unread?: string;
  /** What the kernel would do with a packet to the outside: by which interface it goes, or why it does not. */
  readonly routes: Readonly<Record<4 | 6, Route | undefined>>;
}

export type Route = { readonly by: string } | { readonly because: string };

/** The namespace to which the other ends of the container's interfaces belong. */
export interface Around extends Space {
  readonly forwards: Readonly<Record<4 | 6, boolean | undefined>>;
  /** The filters of IP are asked about what only crosses a bridge. Undefined: it cannot be told. */
  readonly bridgeAsks: boolean | undefined;
}

/** What is tried for: documentation addresses, which nobody has (RFC 5737, RFC 3849). They are never contacted. */
export const outside = { 4: '203.0.113.1', 6: '2001:db8::1' } as const;

/** What was read beside the container while it ran. */
export interface Surroundings {
  readonly own: Space;
  /** `itself`: the container has no network of its own, so that nothing is around it. */
  readonly around: Around | 'itself' | { readonly because: string };
  readonly contacts: readonly Contact[];
}

/** Another container of this machine to which a connection was tried. */
export interface Contact {
  /** As it can be told from others: the beginning of the engine's id, or a process. */
  readonly name: string;
  readonly address: string;
  /** The bridge it is on. */
  readonly bridge: string;
  /** Where nobody listens. */
  readonly port: number;
  /** The name of the error; absent: it was accepted. */
  readonly answer?: string;
  readonly state: 'reached' | 'blocked' | 'unknown';
}
