import { describe, expect, it } from 'vitest';
import { asService, readCompose } from '../../../test/support/compose.ts';
import { table, unset } from '../../../test/support/compose-table.ts';

table('identity', [
  ['user: root', 'process.user', { name: 'root' }],
  ['user: 0', 'process.user', { uid: 0 }],
  ['user: "1000:2000"', 'process.user', { uid: 1000 }],
  ['user: "1000:2000"', 'process.group', { gid: 2000 }],
  ['user: node:staff', 'process.group', { name: 'staff' }],
  ['user: ""', 'process.user', undefined],
  ['user: ":1000"', 'process.user', { uid: 0 }],
  ['user: ":1000"', 'process.group', { gid: 1000 }],
  ['user: ":"', 'process.user', undefined],
  ['user: ${EMPTY}', 'process.user', undefined],
  ['user: ${UID}:${NOPE}', 'process.user', { uid: 1000 }],
  ['user: ${UID}:${NOPE}', 'process.group', unset],
  ['user: ${NOPE}', 'process.user', unset],
  ['user: ${NOPE}', 'process.group', unset],
  ['user: ${NOPE:-1001}', 'process.user', { uid: 1001 }],
  ['group_add: [mail, 998, "999"]', 'process.additionalGroups', [{ name: 'mail' }, { gid: 998 }, { gid: 999 }]],
  ['group_add: []', 'process.additionalGroups', []],
  ['restart: always', 'process.user', undefined],
]);

table('privilege', [
  ['privileged: true', 'privileged', true],
  ['privileged: "true"', 'privileged', true],
  ['privileged: yes', 'privileged', true],
  ['privileged: off', 'privileged', false],
  ['privileged: ${TRUE}', 'privileged', true],
  ['privileged: ${NOPE}', 'privileged', unset],
  ['privileged: ${NOPE:-false}', 'privileged', false],
  ['privileged:', 'privileged', undefined],
  ['cap_add: [NET_ADMIN, cap_sys_time, SYS_PTRACE]', 'process.capabilities.add', ['CAP_NET_ADMIN', 'CAP_SYS_TIME', 'CAP_SYS_PTRACE']],
  ['cap_drop: [ALL]', 'process.capabilities', { drop: ['ALL'] }],
  ['cap_drop: [cap_all]', 'process.capabilities.drop', ['ALL']],
  ['cap_drop: []', 'process.capabilities', { drop: [] }],
  ['cap_add: [NET_RAW, NET_RAW]', 'process.capabilities.add', ['CAP_NET_RAW']],
  ['cap_add: ["${NOPE}"]', 'process.capabilities.add', [unset]],
  ['security_opt: [no-new-privileges]', 'process.noNewPrivileges', true],
  ['security_opt: [no-new-privileges:true]', 'process.noNewPrivileges', true],
  ['security_opt: ["no-new-privileges=true"]', 'process.noNewPrivileges', true],
  ['security_opt: [no-new-privileges:false]', 'process.noNewPrivileges', false],
  ['security_opt: [no-new-privileges:true, "no-new-privileges:${NOPE}"]', 'process.noNewPrivileges', unset],
  ['security_opt: ["${NOPE}"]', 'process.noNewPrivileges', unset],
  ['security_opt: ["${NOPE}"]', 'linux.seccomp', unset],
]);

table('kernel surface', [
  ['security_opt: [seccomp:unconfined]', 'linux.seccomp', { profile: 'unconfined' }],
  ['security_opt: [seccomp=unconfined]', 'linux.seccomp', { profile: 'unconfined' }],
  ['security_opt: ["seccomp:./profile.json"]', 'linux.seccomp', { profile: 'custom', path: './profile.json' }],
  ['security_opt: [seccomp=builtin]', 'linux.seccomp', { profile: 'default' }],
  ['security_opt: [apparmor:unconfined]', 'process.apparmor', { profile: 'unconfined' }],
  ['security_opt: [apparmor=docker-default]', 'process.apparmor', { profile: 'default' }],
  ['security_opt: [apparmor=mine]', 'process.apparmor', { profile: 'named', name: 'mine' }],
  ['security_opt: ["apparmor=${NOPE}"]', 'process.apparmor', unset],
  ['security_opt: [label:disable]', 'process.selinux', { disabled: true }],
  ['security_opt: ["label=type:spc_t", "label=level:s0:c1,c2"]', 'process.selinux', { disabled: false, type: 'spc_t', level: 's0:c1,c2' }],
  ['security_opt: [systempaths=unconfined]', 'linux.maskedPaths', []],
  ['security_opt: [systempaths=unconfined]', 'linux.readonlyPaths', []],
  ['security_opt: [unmask=ALL]', 'linux.unmask', ['ALL']],
  ['sysctls: {net.core.somaxconn: 1024}', 'linux.sysctl', [{ name: 'net.core.somaxconn', value: '1024' }]],
  ['sysctls: ["net.ipv4.ip_forward=1"]', 'linux.sysctl', [{ name: 'net.ipv4.ip_forward', value: '1' }]],
  ['devices: [/dev/kvm]', 'linux.devices', [{ path: '/dev/kvm' }]],
  ['devices: ["/dev/sda:/dev/xvda:r"]', 'linux.devices', [{ path: '/dev/sda', containerPath: '/dev/xvda', permissions: 'r' }]],
  [
    'devices: [{source: /dev/a, target: /dev/b, permissions: rw}]',
    'linux.devices',
    [{ path: '/dev/a', containerPath: '/dev/b', permissions: 'rw' }],
  ],
  ['devices: ["vendor.com/gpu=all"]', 'linux.devices', [{ path: 'vendor.com/gpu=all' }]],
  ['devices: ["${NOPE}:/dev/x"]', 'linux.devices', [unset]],
  ['device_cgroup_rules: ["c 13:* rmw"]', 'linux.devices', [{ path: 'c 13:*', permissions: 'rmw' }]],
  ['device_cgroup_rules: ["a *:* rwm"]', 'linux.devices', [{ path: '/dev/*', permissions: 'rwm' }]],
  ['gpus: all', 'linux.devices', [{ path: 'gpus=all' }]],
  ['gpus: [{count: 2}]', 'linux.devices', [{ path: 'gpus=2' }]],
  [
    'deploy:\n  resources:\n    reservations:\n      devices:\n        - {driver: nvidia, device_ids: ["0", "1"], capabilities: [gpu]}',
    'linux.devices',
    [{ path: 'gpus=0,1' }],
  ],
]);

table('namespaces and networks', [
  ['network_mode: host', 'linux.namespaces.network', { mode: 'host' }],
  ['network_mode: none', 'linux.namespaces.network', { mode: 'none' }],
  ['network_mode: bridge', 'linux.namespaces.network', { mode: 'private' }],
  ['network_mode: bridge', 'networks', ['bridge']],
  ['network_mode: service:db', 'linux.namespaces.network', { mode: 'shared', with: 'service:db' }],
  ['network_mode: "container:abc"', 'linux.namespaces.network', { mode: 'shared', with: 'container:abc' }],
  ['network_mode: ${NOPE}', 'linux.namespaces.network', unset],
  ['net: host', 'linux.namespaces.network', { mode: 'host' }],
  ['pid: host', 'linux.namespaces.pid', { mode: 'host' }],
  ['pid: service:db', 'linux.namespaces.pid', { mode: 'shared', with: 'service:db' }],
  ['ipc: host', 'linux.namespaces.ipc', { mode: 'host' }],
  ['ipc: shareable', 'linux.namespaces.ipc', { mode: 'shareable' }],
  ['ipc: none', 'linux.namespaces.ipc', { mode: 'none' }],
  ['ipc: private', 'linux.namespaces.ipc', { mode: 'private' }],
  ['uts: host', 'linux.namespaces.uts', { mode: 'host' }],
  ['cgroup: host', 'linux.namespaces.cgroup', { mode: 'host' }],
  ['cgroup: private', 'linux.namespaces.cgroup', { mode: 'private' }],
  ['userns_mode: host', 'linux.namespaces.user', { mode: 'host' }],
  ['userns_mode: keep-id', 'linux.namespaces.user', { mode: 'private', keepsCaller: {} }],
  ['cgroup_parent: /m', 'linux.cgroupsPath', '/m'],
  ['networks: [a, b]', 'networks', ['a', 'b']],
  ['networks: {a: {aliases: [x]}, b: }', 'networks', ['a', 'b']],
  ['restart: always', 'networks', undefined],
]);

const memory = (limits: string) => `deploy:\n  resources:\n    limits: {${limits}}`;

table('resources', [
  ['mem_limit: 512m', 'linux.resources.memory', { limit: 536870912 }],
  ['mem_limit: 1073741824', 'linux.resources.memory.limit', 1073741824],
  ['mem_limit: 0', 'linux.resources.memory.limit', -1],
  ['mem_limit: -1', 'linux.resources.memory.limit', -1],
  ['mem_limit: ${NOPE}', 'linux.resources.memory.limit', unset],
  [memory('memory: 50M'), 'linux.resources.memory.limit', 52428800],
  [`mem_limit: 50m\n${memory('memory: 50M')}`, 'linux.resources.memory.limit', 52428800],
  ['mem_reservation: 100m', 'linux.resources.memory', { reservation: 104857600 }],
  ['deploy: {resources: {reservations: {memory: 20M}}}', 'linux.resources.memory.reservation', 20971520],
  ['memswap_limit: -1', 'linux.resources.memory.swap', -1],
  ['memswap_limit: 0', 'linux.resources.memory', undefined],
  ['memswap_limit: 1g', 'linux.resources.memory.swap', 1073741824],
  ['oom_kill_disable: true', 'linux.resources.memory.disableOOMKiller', true],
  ['oom_score_adj: -500', 'process.oomScoreAdj', -500],
  ['cpus: 0.5', 'linux.resources.cpu', { quota: 50000, period: 100000 }],
  ['cpus: "1.5"', 'linux.resources.cpu', { quota: 150000, period: 100000 }],
  ['cpus: 0', 'linux.resources.cpu', { quota: -1 }],
  [memory("cpus: '0.25', pids: 50"), 'linux.resources.cpu', { quota: 25000, period: 100000 }],
  [memory("cpus: '0.25', pids: 50"), 'linux.resources.pids', { limit: 50 }],
  ['cpu_quota: 50000\ncpu_period: 100000', 'linux.resources.cpu', { quota: 50000, period: 100000 }],
  ['cpu_shares: 73\ncpuset: 0-3', 'linux.resources.cpu', { shares: 73, cpus: '0-3' }],
  ['pids_limit: 100', 'linux.resources.pids', { limit: 100 }],
  ['pids_limit: -1', 'linux.resources.pids', { limit: -1 }],
  ['pids_limit: 0', 'linux.resources.pids', { limit: -1 }],
  [
    'blkio_config: {weight: 300, device_read_bps: [{path: /dev/sda, rate: 12mb}]}',
    'linux.resources.blockIO',
    { weight: 300, throttle: [{ of: 'read bytes', device: '/dev/sda', rate: 12 * 1024 * 1024 }] },
  ],
  ['ulimits: {nproc: 65535}', 'process.rlimits', [{ type: 'nproc', soft: 65535, hard: 65535 }]],
  ['ulimits: {nofile: {soft: 20000, hard: 40000}}', 'process.rlimits', [{ type: 'nofile', soft: 20000, hard: 40000 }]],
  ['ulimits: {core: -1}', 'process.rlimits', [{ type: 'core', soft: -1, hard: -1 }]],
  ['restart: always', 'linux.resources', {}],
]);

table('process', [
  ['command: bundle exec "thin -p 3000"', 'process.args', ['bundle', 'exec', 'thin -p 3000']],
  ['command: [a, "b c", 3]', 'process.args', ['a', 'b c', '3']],
  ['entrypoint: /e --x\ncommand: [y]', 'process.args', ['/e', '--x', 'y']],
  ['entrypoint: []', 'process.args', []],
  ['command: echo ${NOPE}', 'process.args', unset],
  ['command: echo $$HOME', 'process.args', ['echo', '$HOME']],
  ["command: sh -c 'a && b'", 'process.args', ['sh', '-c', 'a && b']],
  ['working_dir: /app', 'process.cwd', '/app'],
  ['hostname: h', 'hostname', 'h'],
  ['read_only: true', 'root.readonly', true],
  ['runtime: runsc', 'runtime', 'runsc'],
  [
    'environment: {A: 1, B: true, C: }',
    'process.env',
    [
      { name: 'A', value: '1' },
      { name: 'B', value: 'true' },
      { name: 'C', from: 'caller' },
    ],
  ],
  [
    'environment: ["A=1=2", B]',
    'process.env',
    [
      { name: 'A', value: '1=2' },
      { name: 'B', from: 'caller' },
    ],
  ],
  ['environment: ["A=1", "A=2"]', 'process.env', [{ name: 'A', value: '2' }]],
  ['environment: ["A=${NOPE}"]', 'process.env', [{ name: 'A', value: unset }]],
  ['environment: {A: ""}', 'process.env', [{ name: 'A', value: '' }]],
  [
    'env_file: web.env',
    'process.env',
    [
      { name: 'A', from: 'file' },
      { name: 'B', from: 'file' },
    ],
    { files: { 'app/web.env': 'A=1\n# no\nexport B="2\n3"\n' } },
  ],
  ['env_file: [{path: web.env, required: false}]', 'process.env', []],
  ['env_file: web.env\nenvironment: {A: own}', 'process.env', [{ name: 'A', value: 'own' }], { files: { 'app/web.env': 'A=file' } }],
  ['healthcheck: {disable: true}', 'healthcheck', { disabled: true }],
  ['healthcheck: {test: [NONE]}', 'healthcheck', { disabled: true }],
  ['healthcheck: {test: [CMD, curl, x]}', 'healthcheck', { disabled: false, test: ['CMD', 'curl', 'x'] }],
  ['healthcheck: {test: curl x}', 'healthcheck', { disabled: false, test: ['CMD-SHELL', 'curl x'] }],
  ['healthcheck: {interval: 5s}', 'healthcheck', undefined],
]);

table('build', [
  ['build: .', 'image.build', { context: '.', args: [] }],
  ['build: ./web', 'image.build.context', './web'],
  ['build: .\ndockerfile: Other', 'image.build.dockerfile', 'Other'],
  [
    'build: {context: ./web, dockerfile: D, target: prod, args: {A: 1, B: }, secrets: [s, {source: t}]}',
    'image.build',
    { context: './web', dockerfile: 'D', target: 'prod', args: [{ name: 'A', value: '1' }, { name: 'B' }], secrets: ['s', 't'] },
  ],
  ['build:\n  dockerfile_inline: |\n    FROM scratch\n    USER 1000', 'image.build.inline', 'FROM scratch\nUSER 1000\n'],
  ['build: {context: ., args: ["A=1"]}', 'image.build.args', [{ name: 'A', value: '1' }]],
  ['build: https://github.com/a/b.git', 'image.build.context', 'https://github.com/a/b.git'],
  ['build: .', 'image.reference', 'web'],
]);

describe('what is known and of no matter', () => {
  it('is no problem', () => {
    const body =
      'container_name: c\nlinks: [db]\ndepends_on: [db]\nlabels: {a: b}\nx-mine: {a: b}\nlogging: {driver: none}\ndevelop: {watch: []}\nprofiles: [debug]\nmodels: [m]\npull_policy: always';
    expect(readCompose(asService(body)).problems).toEqual([]);
  });
});
