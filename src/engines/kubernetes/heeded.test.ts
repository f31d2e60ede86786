import { describe, expect, it } from 'vitest';
import { manifest, type Parts } from '../../../test/support/admission.ts';
import { type Container, knownValue } from '../../model/index.ts';
import { reader } from '../../surfaces/kubernetes/read.ts';
import { resolve } from '../index.ts';

function effective(parts: Parts, version: string): Container {
  const { containers } = reader.read({ path: 'pod.yaml', text: manifest(parts) }, { load: () => undefined, env: {} });
  return resolve(containers[0] as Container, { kind: 'kubernetes', version });
}

const annotation = 'annotations: {container.apparmor.security.beta.kubernetes.io/web: localhost/mine}';
const apparmor = ({ process }: Container) => knownValue(process.apparmor)?.profile;
const users = ({ linux }: Container) => knownValue(linux.namespaces.user)?.mode;
const memory = ({ linux }: Container) => knownValue(linux.resources.memory?.limit);
const quota = ({ linux }: Container) => knownValue(linux.resources.cpu?.quota);

describe('what a version does not heed', () => {
  it.each<[string, Parts, string, (container: Container) => unknown, unknown]>([
    ['the AppArmor field of a container', { own: 'appArmorProfile: {type: Unconfined}' }, '1.29', apparmor, 'default'],
    ['it is heeded later', { own: 'appArmorProfile: {type: Unconfined}' }, '1.30', apparmor, 'unconfined'],
    ['the AppArmor field of a pod', { pod: 'appArmorProfile: {type: Unconfined}' }, '1.29.4', apparmor, 'default'],
    ['beside an annotation', { metadata: annotation, own: 'appArmorProfile: {type: Unconfined}' }, '1.29', apparmor, 'named'],
    ['the annotation alone', { metadata: annotation }, '1.29', apparmor, 'named'],
    ['hostUsers', { spec: ['hostUsers: false'] }, '1.32', users, 'host'],
    ['hostUsers is heeded later', { spec: ['hostUsers: false'] }, '1.33', users, 'private'],
    ['memory of the pod', { spec: ['resources: {limits: {memory: 1Ki}}'] }, '1.33', memory, -1],
    ['memory of the pod is heeded later', { spec: ['resources: {limits: {memory: 1Ki}}'] }, '1.34', memory, 1024],
    [
      'memory of the container',
      { spec: ['resources: {limits: {memory: 1Ki}}'], container: ['resources: {limits: {memory: 2Ki}}'] },
      '1.33',
      memory,
      2048,
    ],
    ['processors of the pod', { spec: ['resources: {limits: {cpu: 1}}'] }, '1.33', quota, -1],
    ['processors of the pod are heeded later', { spec: ['resources: {limits: {cpu: 1}}'] }, '1.35', quota, 100_000],
  ])('%s', (_, parts, version, read, expected) => {
    expect(read(effective(parts, version))).toBe(expected);
  });
});
