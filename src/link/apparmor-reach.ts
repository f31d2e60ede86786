import { type AppArmorReach, byDefault, type Field, type Problem, type ReadContext, type Source } from '../model/index.ts';
import { type Included, type Profile, type ReadProfiles, reachOf, readProfiles } from '../profiles/apparmor/index.ts';
import { get } from '../text/yaml/node.ts';
import { parseYaml } from '../text/yaml/parse.ts';
import { asText } from '../text/yaml/value.ts';
import { firstOf } from './near.ts';

export interface Reach {
  readonly reach: Field<AppArmorReach>;
  readonly problems: readonly Problem[];
}

/** Undefined: the text holds no profile of that name, so it is another file. */
export const reachFor = (name: string, source: Source, context: ReadContext): Reach | undefined =>
  reachIn(profilesOf(source), name, ({ path }) =>
    path.startsWith('/') ? undefined : firstOf([path, `../${path}`], source, context, (other) => profilesOf(other).file),
  );

/** The same of an AppArmorProfile object in a manifest. */
export function policyIn(source: Source, name: string): Reach | undefined {
  const policy = policyOf(source, name);
  return policy === undefined ? undefined : reachIn(policy, name, () => undefined);
}

function reachIn(read: ReadProfiles, name: string, included: Included): Reach | undefined {
  const profile = profileNamed(read, name);
  if (profile === undefined) return undefined;
  const { file, problems } = read;
  return { reach: byDefault(reachOf(file, profile, problems.length > 0, included), file.source.path), problems };
}

const profileNamed = ({ file: { profiles } }: ReadProfiles, name: string): Profile | undefined =>
  profiles.find((profile) => profile.name === name);

const read = new WeakMap<Source, ReadProfiles>();

function profilesOf(source: Source): ReadProfiles {
  const result = read.get(source) ?? readProfiles(source);
  read.set(source, result);
  return result;
}

const policies = new WeakMap<Source, ReadonlyMap<string, ReadProfiles>>();

/** The `spec.policy` of an AppArmorProfile object of the Security Profiles Operator in the same text. */
function policyOf(source: Source, name: string): ReadProfiles | undefined {
  let found = policies.get(source);
  if (found === undefined) {
    const documents = /^kind:[ "']*AppArmorProfile\b/m.test(source.text) ? parseYaml(source).documents : [];
    found = new Map(
      documents.flatMap((document) => {
        const policy = asText(get(get(document, 'spec'), 'policy'));
        const named = asText(get(get(document, 'metadata'), 'name'));
        if (asText(get(document, 'kind')) !== 'AppArmorProfile' || policy === undefined || named === undefined) return [];
        return [[named, readProfiles({ path: `${source.path} (AppArmorProfile ${named})`, text: policy })] as const];
      }),
    );
    policies.set(source, found);
  }
  return found.get(name);
}
