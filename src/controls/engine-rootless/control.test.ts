import { hostTable } from '../../../test/support/host-table.ts';
import { engineRootless } from './control.ts';

const process = (pid: number, name: string, uid: number, nspid = String(pid)) => `
==> /proc/${pid}/comm <==
${name}
==> /proc/${pid}/status <==
Name:	${name}
Uid:	${uid}	${uid}	${uid}	${uid}
NSpid:	${nspid}
==> /proc/${pid}/cmdline <==
${name}
`;
const installed = '==> /usr/bin/dockerd <==\n';
const podman = '==> /usr/bin/podman <==\n';

hostTable(engineRootless, [
  ['no engine', '', [/^inapplicable: no engine/]],
  ['installed, not running', installed, [/^broken: Docker is installed to run as root/]],
  ['running as root', installed + process(700, 'dockerd', 0), [/^broken: Docker's daemon runs as root$/]],
  [
    'running as root with a remap',
    `${installed}${process(700, 'dockerd', 0)}==> /etc/docker/daemon.json <==\n{"userns-remap": "anna"}\n`,
    [/^broken low: .*its containers do not/],
  ],
  ['running as a user', installed + process(700, 'dockerd', 1000), []],
  ['one of each', installed + process(700, 'dockerd', 0) + process(701, 'dockerd', 1000), [/^broken: Docker's daemon runs as root$/]],
  ["a daemon inside a container is not the machine's", process(700, 'dockerd', 0, '700\t1'), [/^inapplicable/]],
  ['Podman, nothing runs', podman, [/^inapplicable: Podman is installed/]],
  ['Podman of a user', podman + process(800, 'conmon', 1000), []],
  ['Podman of root', podman + process(800, 'conmon', 0) + process(801, 'conmon', 0), [/^broken: root runs 2 Podman containers/]],
  [
    'conmon of CRI-O says nothing of Podman',
    podman + process(800, 'conmon', 0) + process(900, 'crio', 0) + process(901, 'kubelet', 0),
    [/^inapplicable: a Kubernetes node/],
  ],
  ['inside a container', '==> /proc/self/ns/pid -> pid:[4026532200] <==\n', [/^unknown: this runs inside a container/]],
]);
