import { type AppArmor, type Field, type Seccomp, unknown, written } from '../../model/index.ts';
import { originOfPair, type YamlNode, type YamlPair } from '../../text/yaml/node.ts';
import type { Notes } from './notes.ts';
import { notReplaced, placeholderIn } from './placeholder.ts';
import { pairAt, stringOf } from './typed.ts';

/*
 * The annotations that came before the fields. Keys and values: k8s.io/api core/v1/annotation_key_constants.go.
 * - seccomp: read until 1.26; since 1.27 they have no effect (pkg/api/pod/warnings.go says "non-functional in v1.27+").
 * - AppArmor: fields since 1.30; the annotation still counts where the container has no field, before the pod's field
 *   (pkg/security/apparmor/helpers.go, GetProfile).
 */
const podSeccomp = 'seccomp.security.alpha.kubernetes.io/pod';
const containerSeccomp = 'container.seccomp.security.alpha.kubernetes.io/';
const containerApparmor = 'container.apparmor.security.beta.kubernetes.io/';

/** The seccomp profile that a pod's annotations give a container; the container's own annotation wins over the pod's. */
export function seccompAnnotation(notes: Notes, annotations: YamlNode | undefined, container: string): Field<Seccomp> | undefined {
  const pair = pairAt(annotations, containerSeccomp + container) ?? pairAt(annotations, podSeccomp);
  return pair === undefined ? undefined : seccompOf(notes, pair);
}

function seccompOf(notes: Notes, pair: YamlPair): Field<Seccomp> {
  return profileOf<Seccomp>(notes, pair, (profile) => {
    if (profile === 'runtime/default' || profile === 'docker/default') return { profile: 'default', before: '1.27' };
    if (profile === 'unconfined') return { profile: 'unconfined', before: '1.27' };
    return profile.startsWith('localhost/') ? { profile: 'custom', path: profile.slice(10), before: '1.27' } : undefined;
  });
}

export function apparmorAnnotation(notes: Notes, annotations: YamlNode | undefined, container: string): Field<AppArmor> | undefined {
  const pair = pairAt(annotations, containerApparmor + container);
  if (pair === undefined || stringOf(pair.value) === '') return undefined;
  return profileOf<AppArmor>(notes, pair, (profile) => {
    if (profile === 'runtime/default') return { profile: 'default' };
    if (profile === 'unconfined') return { profile: 'unconfined' };
    return profile.startsWith('localhost/') ? { profile: 'named', name: profile.slice(10) } : undefined;
  });
}

function profileOf<T>(notes: Notes, pair: YamlPair, read: (profile: string) => T | undefined): Field<T> {
  const text = stringOf(pair.value) ?? '';
  const placeholder = placeholderIn(text);
  if (placeholder !== undefined) return unknown(notReplaced(placeholder), originOfPair(pair));
  const profile = read(text);
  if (profile !== undefined) return written(profile, originOfPair(pair));
  const message = `the annotation must be runtime/default, unconfined or localhost/PROFILE`;
  notes.tell(pair.value, `${message}; the API server refuses it`);
  return unknown(message, originOfPair(pair));
}
