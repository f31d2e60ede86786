import { describe, expect, it } from 'vitest';
import { asContainer, bare, only, pick, readQuadlet, type World } from './test/support.ts';

/** Keys, where they land in the model, and as what. */
type Row = readonly [keys: string, way: string, expected: unknown, world?: World];

const rows: readonly Row[] = [
  ['', 'image.reference', 'web'],
  ['', 'name', 'web'],
  ['ContainerName=front', 'name', 'front'],
  ['ContainerName=%p', 'name', 'web'],
  ['User=1000', 'process.user', { uid: 1000 }],
  ['User=app\nGroup=10', 'process.group', { gid: 10 }],
  ['User=1000:20', 'process.group', { gid: 20 }],
  ['GroupAdd=keep-groups\nGroupAdd=5', 'process.additionalGroups', [{ name: 'keep-groups' }, { gid: 5 }]],
  ['NoNewPrivileges=true', 'process.noNewPrivileges', true],
  ['NoNewPrivileges=YES', 'process.noNewPrivileges', true],
  ['NoNewPrivileges=no', 'process.noNewPrivileges', false],
  ['DropCapability=ALL', 'process.capabilities.drop', ['ALL']],
  ['DropCapability=net_raw CAP_CHOWN', 'process.capabilities.drop', ['CAP_NET_RAW', 'CAP_CHOWN']],
  ['AddCapability=A\nAddCapability=\nAddCapability=sys_admin', 'process.capabilities.add', ['CAP_SYS_ADMIN']],
  ['SeccompProfile=unconfined', 'linux.seccomp', { profile: 'unconfined' }],
  ['SeccompProfile=/p.json', 'linux.seccomp', { profile: 'custom', path: '/p.json' }],
  ['SeccompProfile=', 'linux.seccomp', undefined],
  ['AppArmor=unconfined', 'process.apparmor', { profile: 'unconfined' }],
  ['SecurityLabelDisable=true', 'process.selinux', { disabled: true }],
  ['SecurityLabelDisable=false', 'process.selinux', undefined],
  ['SecurityLabelType=spc_t\nSecurityLabelLevel=s0:c1', 'process.selinux', { disabled: false, type: 'spc_t', level: 's0:c1' }],
  ['SecurityLabelNested=true', 'linux.unmask', ['/sys/fs/selinux', '/proc']],
  ['Unmask=/proc/kcore:/sys/firmware', 'linux.unmask', ['/proc/kcore', '/sys/firmware']],
  ['Mask=/proc/x', 'linux.mask', ['/proc/x']],
  ['ReadOnly=true', 'root.readonly', true],
  ['ReadOnlyTmpfs=false', 'root.writableTmpfs', false],
  ['VolatileTmp=true', 'mounts.0.destination', '/tmp'],
  ['VolatileTmp=true\nReadOnly=true', 'mounts', []],
  ['Memory=512m', 'linux.resources.memory.limit', 536_870_912],
  ['PidsLimit=100', 'linux.resources.pids.limit', 100],
  ['PidsLimit=-1', 'linux.resources.pids.limit', -1],
  ['Ulimit=nofile=10:20', 'process.rlimits', [{ type: 'nofile', soft: 10, hard: 20 }]],
  [
    'Sysctl=a.b=1 c/d=2',
    'linux.sysctl',
    [
      { name: 'a.b', value: '1' },
      { name: 'c.d', value: '2' },
    ],
  ],
  ['AddDevice=-/dev/fuse:/dev/f:rw', 'linux.devices', [{ path: '/dev/fuse', containerPath: '/dev/f', permissions: 'rw' }]],
  ['Network=host', 'linux.namespaces.network', { mode: 'host' }],
  ['Network=none', 'linux.namespaces.network', { mode: 'none' }],
  ['Network=pasta:-t,1', 'linux.namespaces.network', { mode: 'private' }],
  ['Network=container:db', 'linux.namespaces.network', { mode: 'shared', with: 'container:db' }],
  ['Network=a:ip=10.0.0.1\nNetwork=b', 'networks', ['a', 'b']],
  ['UserNS=auto', 'linux.namespaces.user', { mode: 'private' }],
  ['UserNS=host', 'linux.namespaces.user', { mode: 'host' }],
  ['RemapUsers=auto', 'linux.namespaces.user', { mode: 'private' }],
  ['UIDMap=0:1000:1', 'linux.uidMappings', [{ containerId: 0, hostId: 1000, size: 1 }]],
  ['UIDMap=0:1000:1', 'linux.namespaces.user', { mode: 'private' }],
  ['UIDMap=+0:@1000', 'linux.uidMappings', '? UIDMap= names ids of a map that only the host knows'],
  [
    'PublishPort=127.0.0.1:80:8080/tcp',
    'ports',
    [{ containerPort: '8080', published: true, hostPort: '80', hostIp: '127.0.0.1', protocol: 'tcp' }],
  ],
  ['PublishPort=[::1]::80', 'ports.0', { containerPort: '80', published: true, hostIp: '::1' }],
  ['ExposeHostPort=80', 'ports.0', { containerPort: '80', published: false }],
  ['Volume=/a/../b:/c:ro,Z', 'mounts', [{ type: 'bind', source: '/b', destination: '/c', readonly: true, options: ['Z'] }]],
  ['Volume=./d:/c', 'mounts.0.source', './d'],
  ['Volume=data:/c', 'mounts.0', { type: 'volume', source: 'data', destination: '/c' }],
  ['Volume=/c', 'mounts.0', { type: 'volume', destination: '/c' }],
  ['Volume=%h/x:/c', 'mounts.0.source', '~/x'],
  ['Volume=%h/x:/c', 'mounts.0.source', '/home/me/x', { path: '.config/containers/systemd/web.container', env: { HOME: '/home/me' } }],
  ['Volume=%t/podman/podman.sock:/s', 'mounts.0.source', '/run/podman/podman.sock'],
  ['Volume=%S/x:/c', 'mounts.0.source', '? %S is filled in by systemd'],
  ['Tmpfs=/tmp:size=1m,noexec', 'mounts.0', { type: 'tmpfs', destination: '/tmp', size: 1_048_576, options: ['noexec'] }],
  ['Mount=type=bind,src=/etc,dst=/e,ro', 'mounts.0', { type: 'bind', source: '/etc', destination: '/e', readonly: true }],
  ['Mount=type=tmpfs,destination=/t,tmpfs-size=5', 'mounts.0', { type: 'tmpfs', destination: '/t', size: 5 }],
  [
    'Environment=A=1 "B=x y"',
    'process.env',
    [
      { name: 'A', value: '1' },
      { name: 'B', value: 'x y' },
    ],
  ],
  [
    'EnvironmentFile=a.env\nEnvironment=A=2',
    'process.env',
    [
      { name: 'A', value: '2' },
      { name: 'B', value: '3' },
    ],
    { files: { 'a.env': 'A=1\n# C=1\nB=3' } },
  ],
  ['EnvironmentFile=%h/gone', 'process.env', [{ name: '*', from: 'file' }]],
  ['Secret=key,type=env,target=KEY', 'process.env', [{ name: 'KEY', from: 'secret' }]],
  ['Secret=key,mode=0400', 'secrets', [{ name: 'key', from: 'external', mode: 0o400 }]],
  ['Entrypoint=/bin/a\nExec=b "c d"', 'process.args', ['/bin/a', 'b', 'c d']],
  ['HealthCmd=none', 'healthcheck', { disabled: true }],
  ['HostName=h', 'hostname', 'h'],
  ['WorkingDir=/w', 'process.cwd', '/w'],
  [
    'ShmSize=1m',
    'mounts.0',
    { type: 'system', destination: '/dev/shm', readonly: false, options: ['nosuid', 'noexec', 'nodev'], size: 1_048_576 },
  ],
  ['PodmanArgs=--privileged', 'privileged', true],
  ['PodmanArgs=--privileged=false', 'privileged', false],
  ['PodmanArgs=--pid host --ipc=host', 'linux.namespaces', { pid: { mode: 'host' }, ipc: { mode: 'host' } }],
  ['PodmanArgs=-v /etc:/etc:ro', 'mounts.0.source', '/etc'],
  ['PodmanArgs=-itv/etc:/e', 'mounts.0.source', '/etc'],
  ['PodmanArgs=--cpus 0.5', 'linux.resources.cpu', { quota: 50_000, period: 100_000 }],
  ['PodmanArgs=--cap-add=SYS_ADMIN,NET_RAW', 'process.capabilities.add', ['CAP_SYS_ADMIN', 'CAP_NET_RAW']],
  ['PodmanArgs=--security-opt label=disable', 'process.selinux', { disabled: true }],
  ['PodmanArgs=--log-level debug --label a=b', 'privileged', undefined],
  ['User=0\nPodmanArgs=--user 5', 'process.user', { uid: 5 }],
  ['GlobalArgs=--runtime /bin/x', 'runtime', '/bin/x'],
  [
    '[Service]\nMemoryMax=1G\nTasksMax=5\nCPUQuota=20%',
    'linux.resources',
    { memory: { limit: 1_073_741_824 }, cpu: { quota: 20_000, period: 100_000 }, pids: { limit: 5 } },
  ],
  ['Memory=1m\n[Service]\nMemoryMax=1G', 'linux.resources.memory.limit', 1_048_576],
  ['[Service]\nMemoryMax=50%', 'linux.resources.memory.limit', '? the limit is a share of the memory of the host'],
  ['CgroupsMode=enabled\n[Service]\nTasksMax=5', 'linux.resources.pids', undefined],
];

describe('a key of [Container]', () => {
  for (const [keys, way, expected, world] of rows) {
    it(`${keys.replaceAll('\n', ' ⏎ ')} → ${way}`, () => {
      const result = readQuadlet(asContainer(keys), world);
      expect(result.problems).toEqual([]);
      expect(pick(bare(only(result)), way)).toEqual(expected);
    });
  }
});

it('points to what is written', () => {
  const text = asContainer('DropCapability=CHOWN NET_RAW\nPodmanArgs=--privileged --memory \\\n  1g');
  const { process, privileged, linux, origin } = only(readQuadlet(text));
  const at = (place: { start: number; end: number } | undefined) => text.slice(place?.start, place?.end);
  expect(at(process.capabilities?.drop?.[1]?.origin)).toBe('NET_RAW');
  expect(at(privileged?.origin)).toBe('--privileged');
  expect(at(linux.resources.memory?.limit?.origin)).toBe('--memory \\\n  1g');
  expect(at(origin)).toBe('Image=web');
});

it('is read from standard input', () => {
  expect(only(readQuadlet(asContainer(''), { path: 'standard input' })).name).toBe('standard-input');
});
