import { hostTable } from '../../../test/support/host-table.ts';
import { engineAccess } from './control.ts';

const socket = (mode: string, path = '/run/docker.sock', uid = 0, gid = 998) => `==> ${path} socket ${mode} ${uid} ${gid} <==\n`;
const group = (members: string) => `==> /etc/group <==\nroot:x:0:\ndocker:x:998:${members}\nstaff:x:1000:\n`;
const docker = (json: string) => `==> /usr/bin/dockerd <==\n==> /etc/docker/daemon.json <==\n${json}\n`;

const running = `==> /proc/7/comm <==
dockerd
==> /proc/7/status <==
Uid:	0	0	0	0
==> /proc/7/cmdline <==
dockerd -H unix:///srv/closed/d.sock
`;

hostTable(engineAccess, [
  ['a socket behind a closed folder', running, [/^unknown: \/srv\/closed\/d\.sock cannot be looked at; run as root/]],
  ['nothing listens', '', [/^inapplicable: no engine listens/]],
  ['root alone', socket('600'), []],
  ['a group without members', socket('660'), []],
  [
    'a group with members',
    socket('660') + group('anna,ben'),
    [
      /^broken medium: the users anna, ben are root of the host without a password: the group docker may open \/run\/docker\.sock \(mode 0660\)/,
    ],
  ],
  ['root in the group is root already', socket('660') + group('root'), []],
  ['a member by primary group', socket('660', '/run/docker.sock', 0, 1000), [/the user anna is root/]],
  [
    'everybody',
    socket('666'),
    [/^broken critical: every user and process .* Docker at \/run\/docker\.sock \(mode 0666\), and with that is root/],
  ],
  ['Podman for everybody', socket('666', '/run/podman/podman.sock', 0, 0), [/orders to Podman/]],
  ["a user's own", `==> /run/user/1000/docker.sock socket 660 1000 1000 <==\n`, []],
  ["a user's own for everybody", `==> /run/user/1000/podman/podman.sock socket 666 1000 1000 <==\n`, [/^broken critical: .* is user 1000/]],
  ['groups that cannot be read', `${socket('660')}==> /etc/group refused <==\n`, [/^unknown: \/etc\/group was not read/]],
  [
    'on the network',
    docker('{"hosts": ["tcp://0.0.0.0:2375"]}'),
    [/^broken critical: Docker listens at tcp:\/\/0\.0\.0\.0:2375 without asking/],
  ],
  ['on the network, v6', docker('{"hosts": ["tcp://[::]:2375"]}'), [/^broken critical/]],
  ['on loopback', docker('{"hosts": ["tcp://127.0.0.1:2375"]}'), [/^broken high: .* every process of the machine is root/]],
  ['with certificates', docker('{"hosts": ["tcp://0.0.0.0:2376"], "tlsverify": true}'), []],
  ["TLS that asks nobody's name", docker('{"hosts": ["tcp://0.0.0.0:2376"], "tls": true}'), [/^broken critical/]],
  [
    'a socket elsewhere',
    docker('{"hosts": ["unix:///srv/d.sock"]}') + socket('666', '/srv/d.sock'),
    [/^broken critical: .*\/srv\/d\.sock/],
  ],
]);
