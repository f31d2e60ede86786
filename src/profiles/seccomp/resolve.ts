import type { Architecture } from '../../facts/syscalls/index.ts';
import type { Origin } from '../../model/index.ts';
import type { ActionName } from './actions.ts';
import { archWords, goArch, type Native } from './arches.ts';
import type { Condition, KernelVersion, Profile, Rule } from './profile.ts';

/** Who hands the profile to the runtime. `oci`: nobody touches it (a bundle's config.json; containerd under Kubernetes). */
export type ProfileReader = 'docker' | 'podman' | 'oci';

/** The container and the machine that a profile is resolved for. */
export interface Circumstances {
  readonly reader: ProfileReader;
  readonly native: Native;
  /** The bounding set: CAP_… names. */
  readonly capabilities: ReadonlySet<string>;
  readonly kernel: KernelVersion;
}

/** A profile as the runtime gets it: one rule a name, in order. */
export interface Resolved {
  readonly native: Native;
  /** Those beside the native one that have a table here. */
  readonly architectures: readonly Architecture[];
  /** SCMP_ARCH_… words that the profile also covers, and that cannot be simulated. */
  readonly untold: readonly string[];
  readonly defaultAction: ActionName;
  readonly defaultErrno?: number | undefined;
  readonly rules: readonly ResolvedRule[];
}

export interface ResolvedRule {
  readonly name: string;
  readonly action: ActionName;
  readonly errno?: number | undefined;
  readonly conditions: readonly Condition[];
  /** Where the name stands. */
  readonly origin: Origin;
  /** The entry of `syscalls` that it belongs to. */
  readonly written: Rule;
}

/**
 * What the engine makes of a profile. Docker and Podman drop the rules whose `includes` or `excludes` do not fit, and put archMap
 * in the place of `architectures`; Podman does not look at minKernel. Plain OCI reads neither.
 * Sources: moby v28.0.0 profiles/seccomp/seccomp_linux.go; containers/common v0.64 pkg/seccomp/seccomp_linux.go;
 * containerd contrib/seccomp/seccomp.go.
 */
export function resolveProfile(profile: Profile, circumstances: Circumstances): Resolved {
  const words = architectureWords(profile, circumstances);
  const known = words.map((word) => archWords.get(word));
  return {
    native: circumstances.native,
    architectures: [...new Set(known.filter((architecture) => architecture !== null && architecture !== undefined))],
    untold: words.filter((word) => archWords.get(word) === null),
    defaultAction: profile.defaultAction,
    defaultErrno: profile.defaultErrno,
    rules: profile.rules
      .filter((rule) => applies(rule, circumstances))
      .flatMap((rule) =>
        rule.names.map(({ name, origin }) => {
          const { action, errno, conditions } = rule;
          return { name, action, errno, conditions, origin, written: rule };
        }),
      ),
  };
}

function architectureWords(profile: Profile, { reader, native }: Circumstances): readonly string[] {
  // Podman does not look a 32-bit machine up in the map.
  const entry = profile.archMap.find(({ architecture }) => archWords.get(architecture) === native);
  if (reader === 'oci' || entry === undefined || (reader === 'podman' && (native === 'x86' || native === 'arm')))
    return profile.architectures;
  return [...profile.architectures, entry.architecture, ...entry.subArchitectures];
}

function applies({ includes, excludes }: Rule, { reader, native, capabilities, kernel }: Circumstances): boolean {
  if (reader === 'oci') return true;
  const arch = goArch[native];
  if (excludes.arches.includes(arch) || excludes.caps.some((name) => capabilities.has(name))) return false;
  if (includes.arches.length > 0 && !includes.arches.includes(arch)) return false;
  if (!includes.caps.every((name) => capabilities.has(name))) return false;
  if (reader === 'podman') return true;
  if (excludes.minKernel !== undefined && atLeast(kernel, excludes.minKernel)) return false;
  return includes.minKernel === undefined || atLeast(kernel, includes.minKernel);
}

const atLeast = (kernel: KernelVersion, wanted: KernelVersion): boolean =>
  kernel.major > wanted.major || (kernel.major === wanted.major && kernel.minor >= wanted.minor);
