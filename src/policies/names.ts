import type { References, Severity } from '../model/index.ts';

/** What `--profile` takes, as it is offered. This file loads nothing: the command line needs it at every start. */
export const profileNames = [
  'recommended',
  'strict',
  'pss:baseline',
  'pss:restricted',
  'cis-docker',
  'cis-kubernetes',
  'nsa-cisa',
  'nist-800-190',
] as const;
export type ProfileName = (typeof profileNames)[number];

export const isProfileName = (name: string): name is ProfileName => profileNames.some((known) => known === name);

/** By which standard's ids the findings of a profile are grouped. */
export const standardOf: Readonly<Record<ProfileName, keyof References | undefined>> = {
  recommended: undefined,
  strict: undefined,
  'pss:baseline': 'pss',
  'pss:restricted': 'pss',
  'cis-docker': 'cisDocker',
  'cis-kubernetes': 'cisKubernetes',
  'nsa-cisa': 'nsaCisa',
  'nist-800-190': 'nist800190',
};

/**
 * The severity from which a finding fails the run where nobody says `--fail-on`. Admission refuses a pod for one failed check
 * of whatever weight, so there every one counts.
 */
export const failOnOf = (profile: string): Severity => (profile.startsWith('pss:') ? 'low' : 'high');
