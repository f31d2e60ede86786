import type { WebDoor } from '../model/index.ts';
import type { Login } from './logins.ts';

/** The login for a repository of a registry, which goes by its name ("docker.io"). */
export type AskLogin = (registry: string, repository: string) => Promise<Login | undefined>;

/** One run's dealings with registries. */
export interface Session {
  readonly door: WebDoor;
  readonly loginOf: AskLogin;
  /** What to say of ourselves, by registry and repository: "Bearer …", "Basic …". */
  readonly passes: Map<string, string>;
  /** Milliseconds for each request that is not about a layer, and without a byte of one that is. */
  readonly timeout: number;
}

export const newSession = (door: WebDoor, loginOf: AskLogin, timeout = 10_000): Session => ({ door, loginOf, passes: new Map(), timeout });
