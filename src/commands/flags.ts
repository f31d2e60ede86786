import { knownVersions, parseEngine } from '../engines/index.ts';
import { type Engine, engineKinds, type Severity, Unreadable } from '../model/index.ts';
import { parseKubernetesVersion } from '../policies/versions.ts';
import type { Format } from '../reports/index.ts';
import type { ImageFlags } from './images/choice.ts';

export interface CommonFlags {
  readonly engine?: string;
  readonly color: boolean;
  readonly output?: string;
}

export interface CheckFlags extends CommonFlags, ImageFlags {
  readonly format: Format | 'html';
  /** Absent: the profile decides (policies/names.ts, failOnOf). */
  readonly failOn?: Severity;
  readonly profile: string;
  readonly kubernetesVersion?: string;
  readonly control?: readonly string[];
  readonly helmValues?: readonly string[];
  /** Look at the images of containers. */
  readonly images?: boolean;
  /** A file; false: none, not even one that is found. */
  readonly config?: string | false;
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
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

/** The version that pods are judged for: --kubernetes-version, or what --engine kubernetes@VERSION says. */
export function kubernetesVersionOf({ kubernetesVersion, engine }: Pick<CheckFlags, 'kubernetesVersion' | 'engine'>): string | undefined {
  if (kubernetesVersion !== undefined) return kubernetesVersion;
  const said = /^kubernetes@(.+)$/.exec(engine ?? '')?.[1];
  return said !== undefined && parseKubernetesVersion(said) !== undefined ? said : undefined;
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
