import { expect, it } from 'vitest';
import { securityLabel } from './security-label.ts';

it.each([
  ['', undefined],
  ['unconfined', { module: 'AppArmor', mode: 'unconfined' }],
  ['docker-default (enforce)', { module: 'AppArmor', profile: 'docker-default', mode: 'enforce' }],
  ['/usr/sbin/my server (complain)', { module: 'AppArmor', profile: '/usr/sbin/my server', mode: 'complain' }],
  ['outer//&inner', { module: 'AppArmor', profile: 'outer//&inner', mode: 'enforce' }],
  ['u:r:t', { module: 'SELinux', user: 'u', role: 'r', type: 't' }],
  [
    'system_u:system_r:container_t:s0:c1,c2',
    { module: 'SELinux', user: 'system_u', role: 'system_r', type: 'container_t', level: 's0:c1,c2' },
  ],
])('%s', (text, expected) => {
  expect(securityLabel(text)).toEqual(expected);
});
