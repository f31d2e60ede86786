import { describe, expect, it } from 'vitest';
import { type Change, phrase } from '../../model/index.ts';
import { phrases } from './phrases.ts';

const rows: readonly (readonly [Change, string | undefined])[] = [
  [{ set: 'process.user', to: '1000' }, 'securityContext.runAsUser: 1000'],
  [{ set: 'process.user', to: '1000:2000' }, 'securityContext: {runAsUser: 1000, runAsGroup: 2000}'],
  [{ set: 'process.noNewPrivileges', to: true }, 'securityContext.allowPrivilegeEscalation: false'],
  [{ set: 'process.capabilities.drop', to: ['ALL'] }, 'securityContext.capabilities.drop: [ALL]'],
  [{ set: 'process.capabilities.remove', to: ['CAP_SYS_ADMIN'] }, 'take SYS_ADMIN out of securityContext.capabilities.add'],
  [{ set: 'process.apparmor', to: { profile: 'default' } }, 'securityContext.appArmorProfile: {type: RuntimeDefault}'],
  [{ set: 'linux.seccomp', to: { profile: 'default' } }, 'securityContext.seccompProfile: {type: RuntimeDefault}'],
  [{ set: 'linux.namespaces.pid', to: { mode: 'private' } }, 'spec.hostPID: false'],
  [{ set: 'linux.namespaces.user', to: { mode: 'private' } }, 'spec.hostUsers: false'],
  [{ set: 'linux.resources.memory.limit', to: 268435456 }, 'resources.limits.memory: 256Mi'],
  [{ set: 'linux.resources.memory.limit', to: 1000 }, 'resources.limits.memory: 1000'],
  [{ set: 'linux.resources.cpu.limit', to: 0.5 }, 'resources.limits.cpu: 500m'],
  [{ set: 'linux.resources.cpu.limit', to: 2 }, 'resources.limits.cpu: 2'],
  [
    { set: 'mounts.propagation', to: { destination: '/m', propagation: 'rprivate' } },
    'mountPropagation: None in the volumeMounts entry of /m',
  ],
  [{ set: 'linux.resources.pids.limit', to: 100 }, undefined],
  [{ set: 'linux.namespaces.uts', to: { mode: 'private' } }, undefined],
];

describe('phrases', () => {
  for (const [change, expected] of rows) {
    it(`${change.set} ${JSON.stringify(change.to)}`, () => expect(phrase(phrases, change, 'kubernetes')).toBe(expected));
  }
});
