import { describe, expect, it } from 'vitest';
import { plain, readManifest } from '../../../test/support/kubernetes.ts';
import { type Container, type Field, knownValue } from '../../model/index.ts';

/** name, the pod's lines, a container's own lines, the field, the pod's value, the container's value */
type Row = readonly [string, string, string, (container: Container) => Field<unknown> | undefined, unknown, unknown];

const rows: readonly Row[] = [
  ['runAsUser', 'runAsUser: 1', 'runAsUser: 2', (c) => c.process.user, { uid: 1 }, { uid: 2 }],
  ['runAsGroup', 'runAsGroup: 1', 'runAsGroup: 2', (c) => c.process.group, { gid: 1 }, { gid: 2 }],
  ['runAsNonRoot', 'runAsNonRoot: true', 'runAsNonRoot: false', (c) => c.process.runAsNonRoot, true, false],
  [
    'seLinuxOptions, replaced as a whole',
    'seLinuxOptions: {type: a_t, level: s0}',
    'seLinuxOptions: {type: b_t}',
    (c) => c.process.selinux,
    { disabled: false, type: 'a_t', level: 's0' },
    { disabled: false, type: 'b_t' },
  ],
  [
    'seccompProfile',
    'seccompProfile: {type: RuntimeDefault}',
    'seccompProfile: {type: Unconfined}',
    (c) => c.linux.seccomp,
    { profile: 'default' },
    { profile: 'unconfined' },
  ],
  [
    'appArmorProfile',
    'appArmorProfile: {type: RuntimeDefault}',
    'appArmorProfile: {type: Localhost, localhostProfile: x}',
    (c) => c.process.apparmor,
    { profile: 'default' },
    { profile: 'named', name: 'x' },
  ],
];

const lists = ['containers', 'initContainers', 'ephemeralContainers'];

const manifest = (list: string, pod: string, own: string): string => `apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  securityContext: ${pod === '' ? '{}' : `{${pod}}`}
  ${list === 'containers' ? '' : 'containers: [{name: main, image: a}]'}
  ${list}:
    - name: inherits
      image: a
      securityContext: {}
    - name: decides
      image: a
      securityContext: {${own}}
    - name: silent
      image: a
`;

describe('what a pod hands down, field by field', () => {
  for (const list of lists) {
    for (const [name, pod, own, pick, podValue, ownValue] of rows) {
      it(`${name} in ${list}`, () => {
        const text = manifest(list, pod, own);
        const { containers, problems } = readManifest(text);
        expect(problems).toEqual([]);
        const field = (word: string): Field<unknown> | undefined => containers.filter((c) => c.name === `Pod/p/${word}`).map(pick)[0];
        expect(['inherits', 'silent', 'decides'].map((word) => plain(field(word)))).toEqual([podValue, podValue, ownValue]);
        expect(placeOf(text, field('inherits'))).toBe(pod);
        expect(placeOf(text, field('decides'))).toBe(own);
      });

      it(`${name} in ${list}, set by the container alone`, () => {
        const { containers } = readManifest(manifest(list, '', own));
        const values = containers.filter((c) => /\/(?:inherits|decides)$/.test(c.name)).map((c) => plain(pick(c)));
        expect(values).toEqual([undefined, ownValue]);
      });
    }
  }

  it('a container that overrides with null inherits', () => {
    const { containers } = readManifest(manifest('containers', 'runAsUser: 5', 'runAsUser: null'));
    expect(containers.map((c) => knownValue(c.process.user)?.uid)).toEqual([5, 5, 5]);
  });

  it('a container whose own value cannot be read does not inherit', () => {
    const { containers, problems } = readManifest(manifest('containers', 'runAsUser: 5', 'runAsUser: "6"'));
    expect(containers.map((c) => c.process.user?.state)).toEqual(['written', 'unknown', 'written']);
    expect(problems).toHaveLength(1);
  });

  it('what only a container can set does not come from another one', () => {
    const { containers } = readManifest(manifest('containers', '', 'privileged: true, readOnlyRootFilesystem: true'));
    expect(containers.map((c) => knownValue(c.privileged))).toEqual([undefined, true, undefined]);
    expect(containers.map((c) => knownValue(c.root.readonly))).toEqual([undefined, true, undefined]);
  });
});

const placeOf = (text: string, field: Field<unknown> | undefined): string | undefined =>
  field?.origin && text.slice(field.origin.start, field.origin.end);
