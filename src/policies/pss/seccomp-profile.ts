import { seccomp } from '../../controls/seccomp/control.ts';
import { broken, type Field, isUnknown, knownValue, mapField, type Pod, type Seccomp, undecided, type Verdict } from '../../model/index.ts';
import type { Minor } from '../versions.ts';
import { type Check, forbid, type Subject, windows } from './check.ts';

export const seccompProfileBaseline: Check = {
  id: 'seccompProfile_baseline',
  level: 'baseline',
  control: seccomp,
  passes: 'does not turn seccomp off',
  revisions: [{ since: 19, pod, container: explicit }],
};

export const seccompProfileRestricted: Check = {
  id: 'seccompProfile_restricted',
  level: 'restricted',
  control: seccomp,
  passes: 'has a seccomp profile, its own or its pod’s',
  revisions: [
    { since: 19, pod, container: required, replaces: 'seccompProfile_baseline' },
    { since: 25, pod, container: required, replaces: 'seccompProfile_baseline', spares: windows },
  ],
};

const remedy = [{ set: 'linux.seccomp', to: { profile: 'default' } }] as const;

function pod(pod: Pod, version: Minor): Verdict[] {
  return forbid(ofPod(pod, version), ({ profile }, field) =>
    profile === 'unconfined' ? broken('the pod turns seccomp off', field, { remedy: [] }) : undefined,
  );
}

function explicit(subject: Subject, version: Minor): Verdict[] {
  return forbid(ofContainer(subject, version), ({ profile }, field) =>
    profile === 'unconfined' ? broken('turns seccomp off', field, { remedy }) : undefined,
  );
}

function required(subject: Subject, version: Minor): Verdict[] {
  if (ofContainer(subject, version) !== undefined) return explicit(subject, version);
  const inherited = ofPod(subject.pod, version);
  if (isUnknown(inherited)) return subject.own.leads ? [] : [undecided(inherited)];
  if (knownValue(inherited) !== undefined) return [];
  return [broken('neither the pod nor the container sets a seccompProfile', undefined, { remedy })];
}

const ofPod = ({ security, annotations }: Pod, version: Minor): Field<Seccomp> | undefined =>
  security.seccomp ?? annotated(annotations.get('seccomp.security.alpha.kubernetes.io/pod'), version);

const ofContainer = ({ pod, own }: Subject, version: Minor): Field<Seccomp> | undefined =>
  own.security.seccomp ?? annotated(pod.annotations.get(`container.seccomp.security.alpha.kubernetes.io/${own.name}`), version);

/**
 * Until 1.26 the API server copies an annotation into the field that is not set, before admission looks
 * (pkg/registry/core/pod/strategy.go, applySeccompVersionSkew); since 1.27 it means nothing.
 */
function annotated(field: Field<string> | undefined, version: Minor): Field<Seccomp> | undefined {
  if (field === undefined || version >= 27) return undefined;
  const profile = knownValue(field);
  const known = profile === undefined || profile === 'unconfined' || isProfile(profile);
  return known ? mapField(field, (text): Seccomp => ({ profile: text === 'unconfined' ? 'unconfined' : 'default' })) : undefined;
}

const isProfile = (text: string): boolean => text === 'runtime/default' || text === 'docker/default' || text.startsWith('localhost/');
