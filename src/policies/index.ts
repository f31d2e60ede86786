import { controls } from '../controls/index.ts';
import { type Container, type Control, type References, Unreadable } from '../model/index.ts';
import { isProfileName, type ProfileName, profileNames, standardOf } from './names.ts';
import { pssControls } from './pss/checks.ts';
import { knownKubernetesVersions, latestMinor, parseKubernetesVersion } from './versions.ts';

export { failOnOf, profileNames } from './names.ts';

/** What a profile asks for. */
export interface Policy {
  readonly name: ProfileName;
  /** What is judged. */
  readonly controls: readonly Control[];
  /** Keep what only those are told who ask for every measure. */
  readonly strict: boolean;
  /** By whose ids findings are grouped. */
  readonly standard?: keyof References;
  /** pss: the version whose checks are made, "1.30". */
  readonly kubernetesVersion?: string;
  /** Why the profile has nothing to say of this container, as the end of "declares …"; undefined: it is judged. */
  passesOver(container: Container): string | undefined;
}

/**
 * The profile of this name. `kubernetesVersion` ("1.25", "latest" unless given) chooses the checks of `pss:*`. Throws
 * Unreadable, fit to print, for a name or version that is not known.
 */
export function policyOf(name: string, kubernetesVersion = 'latest'): Policy {
  if (!isProfileName(name)) throw new Unreadable(`--profile ${name} is not known; use ${profileNames.join(', ')}`);
  const minor = parseKubernetesVersion(kubernetesVersion);
  if (minor === undefined) throw new Unreadable(`--kubernetes-version ${kubernetesVersion} is not known; use ${knownKubernetesVersions}`);
  const standard = standardOf[name];
  if (standard === undefined) return ofLevel(name);
  return standard === 'pss' ? ofPodSecurity(name, minor) : ofStandard(name, standard);
}

const everything = () => undefined;

const ofLevel = (name: ProfileName): Policy => ({
  name,
  controls: name === 'strict' ? controls : controls.filter(({ level }) => level === 'recommended'),
  strict: name === 'strict',
  passesOver: everything,
});

const ofPodSecurity = (name: ProfileName, minor = latestMinor): Policy => ({
  name,
  controls: pssControls(name === 'pss:baseline' ? 'baseline' : 'restricted', minor),
  strict: true,
  standard: 'pss',
  kubernetesVersion: `1.${minor}`,
  passesOver: ({ pod }) => (pod === undefined ? `no pod, and Pod Security admission (${name}) judges pods only` : undefined),
});

/** The controls that carry an id of the standard. */
const ofStandard = (name: ProfileName, standard: keyof References): Policy => ({
  name,
  controls: controls.filter(({ references }) => (references[standard]?.length ?? 0) > 0),
  strict: true,
  standard,
  passesOver: others[standard] ?? everything,
});

const others: { readonly [K in keyof References]?: (container: Container) => string | undefined } = {
  cisDocker: ({ engine }) => (engine === 'kubernetes' ? 'pods, and the CIS Docker Benchmark is about Docker' : undefined),
  cisKubernetes: ({ engine }) => (engine === 'kubernetes' ? undefined : 'no pod, and the CIS Kubernetes Benchmark is about pods'),
  nsaCisa: ({ engine, kind }) =>
    engine === 'kubernetes' || kind === 'image' ? undefined : 'no pod, and the NSA/CISA guide is about Kubernetes',
};
