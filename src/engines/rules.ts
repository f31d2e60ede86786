import type { Capabilities, Engine, Entries, Field, Process } from '../model/index.ts';
import type { Defaults } from './defaults.ts';
import type { Privilege } from './privileged.ts';

/** Of whom the five capability sets are asked: root has them all, others what the engine leaves them. */
export type Who = { readonly state: 'root' | 'other' } | { readonly state: 'unknown'; readonly because: string };

/** What an engine does in a way of its own. */
export interface EngineRules {
  /** The bounding set without privilege: default − drop + add in the engine's own order. */
  bounding(base: Entries<string>, declared: Capabilities | undefined): Entries<string>;
  /** What a process that is not root holds in its effective, permitted and ambient sets. */
  ofOthers(declared: Capabilities | undefined): { readonly held: Entries<string>; readonly ambient: Entries<string> };
  /** Does a written setting stand against `privileged`? */
  stands(part: 'seccomp' | 'apparmor' | 'selinux', written: Field<unknown>, engine: Engine): boolean;
  /** Does an image's HEALTHCHECK count? */
  readonly imageHealthcheck: boolean;
  readonly noNewPrivileges: (defaults: Defaults, privilege: Privilege) => NonNullable<Process['noNewPrivileges']>;
}
