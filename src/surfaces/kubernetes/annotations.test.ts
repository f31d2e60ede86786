import { describe, expect, it } from 'vitest';
import { plain, podManifest, readManifest, webOf } from '../../../test/support/kubernetes.ts';
import type { Container } from '../../model/index.ts';

const pod = 'seccomp.security.alpha.kubernetes.io/pod';
const own = 'container.seccomp.security.alpha.kubernetes.io/web';
const armor = 'container.apparmor.security.beta.kubernetes.io/web';
const seccomp = (c: Container): unknown => c.linux.seccomp;
const apparmor = (c: Container): unknown => c.process.apparmor;

/** name, annotations, pod's spec, container, what to look at, what it is */
const rows: readonly (readonly [string, string, string, string, (c: Container) => unknown, unknown])[] = [
  ['seccomp of the pod', `${pod}: runtime/default`, '', '', seccomp, { profile: 'default', before: '1.27' }],
  ['seccomp as Docker names it', `${pod}: docker/default`, '', '', seccomp, { profile: 'default', before: '1.27' }],
  ['seccomp off', `${pod}: unconfined`, '', '', seccomp, { profile: 'unconfined', before: '1.27' }],
  ['seccomp from a file', `${pod}: localhost/a.json`, '', '', seccomp, { profile: 'custom', path: 'a.json', before: '1.27' }],
  ['the container before the pod', `${pod}: unconfined\n${own}: runtime/default`, '', '', seccomp, { profile: 'default', before: '1.27' }],
  ["another container's", `container.seccomp.security.alpha.kubernetes.io/other: unconfined`, '', '', seccomp, undefined],
  [
    'the field before the annotation',
    `${own}: unconfined`,
    '',
    'securityContext: {seccompProfile: {type: RuntimeDefault}}',
    seccomp,
    { profile: 'default' },
  ],
  [
    "the pod's field before the annotation",
    `${own}: unconfined`,
    'securityContext: {seccompProfile: {type: RuntimeDefault}}',
    '',
    seccomp,
    { profile: 'default' },
  ],
  ['AppArmor', `${armor}: runtime/default`, '', '', apparmor, { profile: 'default' }],
  ['AppArmor off', `${armor}: unconfined`, '', '', apparmor, { profile: 'unconfined' }],
  ['AppArmor by name', `${armor}: localhost/k8s`, '', '', apparmor, { profile: 'named', name: 'k8s' }],
  ['AppArmor, empty', `${armor}: ""`, '', '', apparmor, undefined],
  [
    "the annotation before the pod's field",
    `${armor}: unconfined`,
    'securityContext: {appArmorProfile: {type: RuntimeDefault}}',
    '',
    apparmor,
    { profile: 'unconfined' },
  ],
  [
    "the container's field before the annotation",
    `${armor}: unconfined`,
    '',
    'securityContext: {appArmorProfile: {type: RuntimeDefault}}',
    apparmor,
    { profile: 'default' },
  ],
  ['a placeholder', `${armor}: "{{ profile }}"`, '', '', apparmor, 'unknown'],
];

describe('annotations of before the fields', () => {
  for (const [name, annotations, spec, container, pick, expected] of rows) {
    it(name, () => {
      const text = podManifest(spec, container, annotations);
      expect(readManifest(text).problems).toEqual([]);
      expect(plain(pick(webOf(text)))).toEqual(expected);
    });
  }

  it('point at their own line', () => {
    const text = podManifest('', '', `${armor}: localhost/k8s`);
    const origin = webOf(text).process.apparmor?.origin;
    expect(origin && text.slice(origin.start, origin.end)).toBe(`${armor}: localhost/k8s`);
  });

  it('a value that no version knew is a problem', () => {
    const { problems } = readManifest(podManifest('', '', `${armor}: enforced`));
    expect(problems.map(({ line, message }) => [line, message])).toEqual([[6, expect.stringContaining('localhost/PROFILE')]]);
  });

  it("a Deployment's own annotations are not its pod's", () => {
    const text = `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: d\n  annotations: {${armor}: unconfined}\nspec:\n  template:\n    spec:\n      containers: [{name: web, image: a}]\n`;
    expect(webOf(text).process.apparmor).toBeUndefined();
  });
});
