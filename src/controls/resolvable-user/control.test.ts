import { at, container, type Overrides, source, table } from '../../../test/support/table.ts';
import { type BuildStep, byDefault, type ImageAccounts, unknown } from '../../model/index.ts';
import { resolvableUser } from './control.ts';

const origin = { source, start: 0, end: 1 };
const step = (instruction: BuildStep['instruction'], text: string): BuildStep => ({
  instruction,
  stage: '0',
  origin,
  text: at(text),
  flags: {},
});
const image = (user: string, ...steps: BuildStep[]): Overrides => ({
  kind: 'image',
  surface: 'containerfile',
  image: { build: { origin, args: [], steps } },
  process: { user: at({ name: user }) },
});
const users = [
  { name: 'root', uid: 0, gid: 0 },
  { name: 'app', uid: 1000, gid: 1000 },
];
const looked = (user: string, group?: string, accounts: ImageAccounts = { users, groups: ['root', 'staff'] }): Overrides => {
  const process = { user: at({ name: user }), ...(group === undefined ? {} : { group: at({ name: group }) }) };
  return { kind: 'image', surface: 'image', image: { accounts }, process };
};
const pod = { engine: 'kubernetes', surface: 'kubernetes' } as const;
const mappings = at([{ containerId: 0, hostId: 100000, size: 1000 }]);

table(resolvableUser, [
  ['a number', { process: { user: at({ uid: 1000 }) } }, 'held', 'needs no look-up'],
  ['a name, image not looked at', { process: { user: at({ name: 'node' }) } }, 'unknown', 'node must be in /etc/passwd'],
  ['user not known', { process: { user: unknown('not looked at') } }, 'inapplicable'],
  ['nobody says', {}, 'inapplicable'],
  ['useradd', image('app', step('FROM', 'debian:12'), step('RUN', 'groupadd -g 1 app && useradd -g app app')), 'held'],
  ['adduser after other work', image('app', step('FROM', 'alpine'), step('RUN', 'apk add curl; /usr/sbin/adduser -D app')), 'held'],
  ['a line for /etc/passwd', image('app', step('FROM', 'scratch'), step('RUN', 'echo "app:x:1:1::/:" >> /etc/passwd')), 'held'],
  ['another user is made', image('app', step('FROM', 'debian:12'), step('RUN', 'useradd application')), 'unknown'],
  ['the base may have it', image('node', step('FROM', 'node:22')), 'unknown'],
  ['scratch has nobody', image('app', step('FROM', 'scratch'), step('COPY', 'server /server')), 'broken', 'no /etc/passwd'],
  ['scratch with a copied passwd', image('app', step('FROM', 'scratch'), step('COPY', 'passwd /etc/passwd')), 'unknown'],
  ['scratch with a copied root', image('app', step('FROM', 'scratch'), step('COPY', 'rootfs/ /')), 'unknown'],
  [
    'service built from a Containerfile',
    { process: { user: at({ name: 'app' }) }, image: { built: container(image('app', step('RUN', 'useradd app'))) } },
    'held',
  ],
  ['its /etc/passwd has it', looked('app'), 'held', 'the image has the user app in its /etc/passwd'],
  ['its /etc/passwd has it not', looked('other'), 'broken', 'no user other in its /etc/passwd'],
  ['its /etc/passwd is not known', looked('app', undefined, { groups: [] }), 'unknown'],
  ['it has no /etc/passwd', looked('app', undefined, { users: [] }), 'broken', 'no user app in its /etc/passwd'],
  ['a name that is not looked for', looked('of ours', undefined), 'unknown'],
  ['its /etc/group has the group', looked('app', 'staff'), 'held'],
  ['its /etc/group has it not', looked('app', 'web'), 'broken', 'no group web in its /etc/group'],
  ['its /etc/group is not known', looked('app', 'web', { users }), 'held'],
  [
    'a container of it',
    { process: { user: at({ name: 'other' }) }, image: { built: container(looked('app')) } },
    'broken',
    'no user other',
  ],
  [
    'built on it, and nothing else',
    {
      process: { user: at({ name: 'app' }) },
      image: { built: container({ ...image('app', step('FROM', 'x'), step('ENV', 'A=b')), image: { built: container(looked('app')) } }) },
    },
    'held',
  ],
  [
    'pod: the name of the image with runAsNonRoot',
    { ...pod, process: { user: byDefault({ name: 'node' }, 'image USER'), runAsNonRoot: at(true) } },
    'broken',
    'cannot tell it from root',
  ],
  ['pod: the name of the image', { ...pod, process: { user: byDefault({ name: 'node' }, 'image USER') } }, 'unknown'],
  ['inside the mapping', { process: { user: at({ uid: 999 }) }, linux: { uidMappings: mappings } }, 'held'],
  ['outside of the mapping', { process: { user: at({ uid: 1000 }) }, linux: { uidMappings: mappings } }, 'broken', 'no counterpart'],
  [
    'pod: outside of its 65536 ids',
    { ...pod, process: { user: at({ uid: 65536 }) }, linux: { namespaces: { user: at({ mode: 'private' }) } } },
    'broken',
  ],
  ['pod: the same id without a user namespace', { ...pod, process: { user: at({ uid: 65536 }) } }, 'held'],
  ['Windows', { ...pod, os: at('windows') }, 'inapplicable'],
]);
