import { knownVersions, parseEngine } from '../engines/index.ts';
import { type Engine, engineKinds, type Severity, Unreadable } from '../model/index.ts';
import type { Format } from '../reports/index.ts';

export interface CommonFlags {
  readonly engine?: string;
  readonly color: boolean;
  readonly output?: string;
}

export interface CheckFlags extends CommonFlags {
  readonly format: Format;
  readonly failOn: Severity;
  readonly profile: 'recommended' | 'strict';
  readonly control?: readonly string[];
  readonly details?: boolean;
  readonly all?: boolean;
  readonly views?: boolean;
  readonly verbose?: boolean;
  readonly quiet?: boolean;
}

export interface EffectiveFlags extends CommonFlags {
  readonly format: 'text' | 'json' | 'oci';
  readonly container?: string;
}

/** `docker@28` → an engine. Throws Unreadable, fit to print, for one that we do not know. */
export function engineOf(flags: CommonFlags): Engine | undefined {
  if (flags.engine === undefined) return undefined;
  const engine = parseEngine(flags.engine);
  if (engine === undefined) {
    const known = engineKinds.map((kind) => `${kind} (${knownVersions(kind)[0]} to ${knownVersions(kind).at(-1)})`);
    throw new Unreadable(`--engine ${flags.engine} is not known; use ${known.join(', ')}, with a version as in docker@28`);
  }
  return engine;
}
