import { hostTable } from '../../../test/support/host-table.ts';
import { usernsRemap } from './control.ts';

const docker = (json: string) => `==> /usr/bin/dockerd <==\n==> /etc/docker/daemon.json <==\n${json}\n`;
const uids = (...lines: string[]) => `==> /etc/subuid <==\n${lines.join('\n')}\n`;
const gids = (...lines: string[]) => `==> /etc/subgid <==\n${lines.join('\n')}\n`;

hostTable(usernsRemap, [
  ['nothing there', '', [/^inapplicable/]],
  ['one range', uids('anna:100000:65536'), []],
  ['ranges that touch', uids('anna:100000:65536', 'ben:165536:65536'), []],
  [
    'ranges that share one id',
    uids('anna:100000:65537', 'ben:165536:65536'),
    [/^broken high: anna and ben share the uids 165536 to 165536 in \/etc\/subuid/],
  ],
  ['one inside another', uids('anna:100000:200000', 'ben:120000:65536'), [/anna and ben share the uids 120000 to 185535/]],
  [
    'a wide range seen past a narrow one',
    uids('anna:100000:300000', 'anna:110000:65536', 'ben:300000:65536'),
    [/anna and ben share the uids 300000 to 365535/],
  ],
  ['two of the same user may overlap', uids('anna:100000:65536', 'anna:120000:65536'), []],
  ['a number and a name are one user', uids('anna:100000:65536', '1000:120000:65536'), []],
  ['too small', uids('anna:100000:1000'), [/^broken low: anna has 1000 ids in \/etc\/subuid/]],
  ['a real user inside', uids('anna:1001:65536'), [/^broken high: the range of anna in \/etc\/subuid holds uid 1001, which is ben/]],
  ['a real group inside', gids('anna:1001:65536'), [/holds gid 1001, which is ben/]],
  ['nobody is nobody', uids('anna:65534:65536'), []],
  ['not to be read', '==> /etc/subuid refused <==\n', [/^unknown: \/etc\/subuid was not read: permission/]],
  ['Docker without', docker('{}'), [/^broken: Docker maps container root to root of the host/]],
  [
    'Docker with, no ranges',
    docker('{"userns-remap": "default"}'),
    [/^broken: dockremap has no range in \/etc\/subuid/, /dockremap has no range in \/etc\/subgid/],
  ],
  ['Docker with ranges', docker('{"userns-remap": "anna:anna"}') + uids('anna:100000:65536') + gids('1000:100000:65536'), []],
  ['a setting of the wrong type', docker('{"userns-remap": true}'), [/^unknown: userns-remap has a type/]],
]);
