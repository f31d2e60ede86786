import { callsAtStart, isSyscall } from '../facts/syscalls/index.ts';
import {
  byDefault,
  type Container,
  type Field,
  isUnknown,
  knownValue,
  type Problem,
  type SeccompStrength,
  type Source,
  unknown,
} from '../model/index.ts';
import {
  type Circumstances,
  compile,
  type Profile,
  type ReadProfile,
  type RuntimeFacts,
  readProfile,
  readProfileAt,
  resolveProfile,
  strengthOf,
} from '../profiles/seccomp/index.ts';
import { placeOf } from '../text/lines.ts';
import { get } from '../text/yaml/node.ts';
import { parseYaml } from '../text/yaml/parse.ts';
import { asText } from '../text/yaml/value.ts';

/** The kernel that rules with `minKernel` are decided for: the machine that will run the container is not known. */
const kernel = { major: 6, minor: 1 };

export interface Strength {
  readonly strength: Field<SeccompStrength>;
  readonly problems: readonly Problem[];
}

/** Where a profile stands: a file of its own, a bundle's config.json, or an object of a manifest by its name. */
export interface ProfileText {
  readonly source: Source;
  readonly object?: string;
}

/** Undefined: the text holds no object of that name. */
export function strengthFor(container: Container, { source, object }: ProfileText): Strength | undefined {
  const read = object === undefined ? profileOf(source) : objectOf(source, object);
  if (read === undefined) return undefined;
  if ('because' in read) return { strength: unknown(read.because), problems: [] };
  const { profile, problems } = read;
  if (profile === undefined) return { strength: unknown(`the profile ${source.path} cannot be read`), problems };
  const bounding = container.process.capabilities?.bounding ?? [];
  if (bounding.some(isUnknown) && profile.rules.some(restsOnCapabilities)) {
    return { strength: unknown('its rules rest on capabilities that are not known'), problems };
  }
  return decided(container, profile, problems);
}

const restsOnCapabilities = ({ includes, excludes }: Profile['rules'][number]): boolean => includes.caps.length + excludes.caps.length > 0;

/** Containers that are alike share one decision. */
const kept = new WeakMap<Source, Map<string, Strength>>();

function decided(container: Container, profile: Profile, problems: readonly Problem[]): Strength {
  const { circumstances, runtime, atStart } = settingOf(container);
  const key = `${profile.defaultOrigin.start} ${circumstances.reader} ${[...circumstances.capabilities].sort()} ${runtime.enosys} ${atStart}`;
  const known = kept.get(profile.source) ?? new Map<string, Strength>();
  kept.set(profile.source, known);
  const before = known.get(key);
  if (before !== undefined) return before;
  const resolved = resolveProfile(profile, circumstances);
  const filter = compile(resolved, runtime);
  const result: Strength =
    'refused' in filter
      ? refusal(profile, filter, resolved.rules[filter.rule ?? -1]?.origin ?? profile.defaultOrigin, problems)
      : { strength: byDefault<SeccompStrength>(strengthOf(profile, filter, atStart), profile.source.path), problems };
  known.set(key, result);
  return result;
}

function refusal(
  profile: Profile,
  { refused, by }: { refused: string; by: 'runtime' | 'size' },
  at: Profile['defaultOrigin'],
  problems: readonly Problem[],
): Strength {
  const { file, line, column } = placeOf(at);
  const message =
    by === 'runtime'
      ? `the runtime refuses this seccomp profile, and the container does not start: ${refused}`
      : `this seccomp profile is too large to be followed: ${refused}`;
  return {
    strength: unknown(`the profile ${profile.source.path} has no filter: ${refused}`),
    problems: [...problems, { file, line, column, message }],
  };
}

const readers = { docker: 'docker', podman: 'podman', kubernetes: 'oci', oci: 'oci' } as const;

function settingOf({ engine, process }: Container): { circumstances: Circumstances; runtime: RuntimeFacts; atStart: readonly string[] } {
  const capabilities = (process.capabilities?.bounding ?? []).flatMap((entry) => knownValue(entry) ?? []);
  const runtime = engine === 'podman' ? 'crun' : 'runc';
  const noNewPrivileges = knownValue(process.noNewPrivileges);
  const calls = callsAtStart[runtime];
  return {
    circumstances: { reader: readers[engine], native: 'x86_64', capabilities: new Set(capabilities), kernel },
    runtime: { knows: (name) => isSyscall(name), enosys: runtime === 'crun' ? 'nowhere' : 'listed and native' },
    atStart: noNewPrivileges === false ? calls.without : calls.withNoNewPrivileges,
  };
}

const profiles = new WeakMap<Source, ReadProfile>();

function profileOf(source: Source): ReadProfile {
  const read = profiles.get(source) ?? readProfile(source);
  profiles.set(source, read);
  return read;
}

const objects = new WeakMap<Source, ReadonlyMap<string, ReadProfile | { because: string }>>();

/** A SeccompProfile object of the Security Profiles Operator in the same text, by name. Its `spec` is a profile in OCI's words. */
function objectOf(source: Source, name: string): ReadProfile | { because: string } | undefined {
  let found = objects.get(source);
  if (found === undefined) {
    found = /^kind:[ "']*SeccompProfile\b/m.test(source.text) ? allObjects(source) : new Map();
    objects.set(source, found);
  }
  return found.get(name);
}

function allObjects(source: Source): ReadonlyMap<string, ReadProfile | { because: string }> {
  const found = new Map<string, ReadProfile | { because: string }>();
  for (const document of parseYaml(source).documents) {
    const name = asText(get(get(document, 'metadata'), 'name'));
    if (asText(get(document, 'kind')) !== 'SeccompProfile' || name === undefined) continue;
    const spec = get(document, 'spec');
    const base = asText(get(spec, 'baseProfileName'));
    found.set(
      name,
      base === undefined ? readProfileAt(source, spec) : { because: `the profile ${name} builds on ${base}, which is not in reach` },
    );
  }
  return found;
}
