import { describe, expect, it } from 'vitest';
import { mount } from '../../../test/support/mount.ts';
import { at, container, type Overrides, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { serviceAccountToken } from './control.ts';

const pod = { engine: 'kubernetes', surface: 'kubernetes' } as const;
const given = byDefault(true, 'Kubernetes 1.37 default');
const named = (name: string): Overrides => ({ ...pod, serviceAccountToken: given, pod: { serviceAccount: at(name) } });
const place = '/var/run/secrets/kubernetes.io/serviceaccount';

table(serviceAccountToken, [
  ['nobody said anything', { ...pod, serviceAccountToken: given }, 'broken', /nobody asked for/],
  ['an account of its own, and nothing said', named('reader'), 'broken', /the token of the service account reader, which its pod names/],
  ['the account default, named', named('default'), 'broken', /nobody asked for/],
  [
    'an account that is to be filled in',
    { ...pod, serviceAccountToken: given, pod: { serviceAccount: unknown('${SA}') } },
    'broken',
    /the token of a service account/,
  ],
  ['turned off', { ...pod, serviceAccountToken: at(false) }, 'held'],
  ['asked for', { ...pod, serviceAccountToken: at(true) }, 'broken', /asks for/],
  ['a volume of its own in its place', { ...pod, serviceAccountToken: given, mounts: [mount('object', undefined, `${place}/`)] }, 'held'],
  ['another mount', { ...pod, serviceAccountToken: given, mounts: [mount('object', undefined, '/var/run/secrets/app')] }, 'broken'],
  ['not resolved', { ...pod, serviceAccountToken: unknown('a template') }, 'unknown'],
  ['an init container', { ...pod, role: 'init', serviceAccountToken: given }, 'inapplicable'],
  ['Docker', {}, 'inapplicable'],
]);

describe('service-account-token', () => {
  it.each<[string, Overrides, string | undefined]>([
    ['nobody asked', { ...pod, serviceAccountToken: given }, undefined],
    ['an account of its own', named('reader'), 'low'],
    ['asked for', { ...pod, serviceAccountToken: at(true) }, 'low'],
  ])('weighs it by what its author said: %s', (_, parts, severity) => {
    const verdict = [serviceAccountToken.judge(container(parts))].flat()[0];
    expect(verdict).toMatchObject({ outcome: 'broken' });
    expect(verdict && 'severity' in verdict ? verdict.severity : undefined).toBe(severity);
  });
});
