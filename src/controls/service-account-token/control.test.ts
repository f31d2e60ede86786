import { mount } from '../../../test/support/mount.ts';
import { at, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { serviceAccountToken } from './control.ts';

const pod = { engine: 'kubernetes', surface: 'kubernetes' } as const;
const given = byDefault(true, 'Kubernetes 1.37 default');
const place = '/var/run/secrets/kubernetes.io/serviceaccount';

table(serviceAccountToken, [
  ['nobody said anything', { ...pod, serviceAccountToken: given }, 'broken', /did not ask for/],
  ['turned off', { ...pod, serviceAccountToken: at(false) }, 'held'],
  ['asked for', { ...pod, serviceAccountToken: at(true) }, 'broken', /asks for/],
  ['a volume of its own in its place', { ...pod, serviceAccountToken: given, mounts: [mount('object', undefined, `${place}/`)] }, 'held'],
  ['another mount', { ...pod, serviceAccountToken: given, mounts: [mount('object', undefined, '/var/run/secrets/app')] }, 'broken'],
  ['not resolved', { ...pod, serviceAccountToken: unknown('a template') }, 'unknown'],
  ['an init container', { ...pod, role: 'init', serviceAccountToken: given }, 'inapplicable'],
  ['Docker', {}, 'inapplicable'],
]);
