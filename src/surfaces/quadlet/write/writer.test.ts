import { describe, expect, it } from 'vitest';
import type { Change, Container, Patch, ReadContext } from '../../../model/index.ts';
import { applyEdits } from '../../../text/edit.ts';
import { reader } from '../read.ts';
import { asContainer, bare, only, readQuadlet } from '../test/support.ts';
import { writer } from './writer.ts';

type Files = Readonly<Record<string, string>>;

function contextOf(files: Files): ReadContext {
  const sources = new Map(Object.entries(files).map(([path, text]) => [path, { path, text }]));
  return {
    env: {},
    load: (wanted) => sources.get(wanted.replace(/^\.{1,2}\//, '')),
    list: (folder) => Object.keys(files).flatMap((name) => (name.startsWith(`${folder}/`) ? [name.slice(folder.length + 1)] : [])),
  };
}

/** Every file after a patch of the container of web.container, or why not. */
function write(files: Files, patch: Patch): Files | string {
  const context = contextOf(files);
  const { containers } = reader.read({ path: 'web.container', text: files['web.container'] ?? '' }, context);
  const [container] = containers;
  if (container === undefined) throw new Error('no container was read');
  const { edits, refused } = writer.write(container, patch, context);
  if (refused[0] !== undefined) return `! ${refused[0].because}`;
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      applyEdits(
        { path, text },
        edits.filter(({ source }) => source.path === path),
      ),
    ]),
  );
}

const off = { mode: 'private' } as const;
type Row = readonly [keys: string, change: Change, after: string];

/** Keys of [Container] below Image=, before and after. */
const rows: readonly Row[] = [
  ['User=0', { set: 'process.user', to: '10001:10001' }, 'User=10001\nGroup=10001'],
  ['User=0\nNotify=yes', { set: 'process.user', to: '10001:10001' }, 'User=10001\nGroup=10001\nNotify=yes'],
  ['User=0\nGroup=0', { set: 'process.user', to: '10001:10001' }, 'User=10001\nGroup=10001'],
  ['PodmanArgs=--user=0 --rm', { set: 'process.user', to: '1:1' }, 'PodmanArgs=--user=1:1 --rm'],
  ['Notify=yes', { set: 'process.user', to: '1:1' }, 'Notify=yes\nUser=1\nGroup=1'],
  ['User=1', { set: 'process.group', to: 1 }, 'User=1\nGroup=1'],
  ['GroupAdd=0\nGroupAdd=5', { set: 'process.additionalGroups.remove', to: ['0'] }, 'GroupAdd=5'],
  ['NoNewPrivileges=no', { set: 'process.noNewPrivileges', to: true }, 'NoNewPrivileges=true'],
  [
    'PodmanArgs=--security-opt no-new-privileges=false',
    { set: 'process.noNewPrivileges', to: true },
    'PodmanArgs=--security-opt no-new-privileges',
  ],
  ['DropCapability=KILL', { set: 'process.capabilities.drop', to: ['ALL'] }, 'DropCapability=ALL'],
  ['DropCapability=KILL CHOWN', { set: 'process.capabilities.drop', to: ['ALL'] }, 'DropCapability=KILL CHOWN\nDropCapability=ALL'],
  [
    'AddCapability=KILL SYS_ADMIN \\\n  # why\n  CHOWN',
    { set: 'process.capabilities.remove', to: ['CAP_SYS_ADMIN'] },
    'AddCapability=KILL \\\n  # why\n  CHOWN',
  ],
  ['AddCapability=KILL \\\n  SYS_ADMIN', { set: 'process.capabilities.remove', to: ['CAP_SYS_ADMIN'] }, 'AddCapability=KILL'],
  ['PodmanArgs=--cap-add=KILL,SYS_ADMIN', { set: 'process.capabilities.remove', to: ['CAP_SYS_ADMIN'] }, 'PodmanArgs=--cap-add=KILL'],
  ['AppArmor=unconfined', { set: 'process.apparmor', to: { profile: 'default' } }, ''],
  ['SecurityLabelDisable=true\nSecurityLabelType=t_t', { set: 'process.selinux', to: { disabled: false } }, ''],
  ['Ulimit=nofile=5:-1', { set: 'process.rlimits', to: { type: 'nofile', soft: 5, hard: 9 } }, 'Ulimit=nofile=5:9'],
  ['Notify=yes', { set: 'process.oomScoreAdj', to: 0 }, 'Notify=yes\nPodmanArgs=--oom-score-adj=0'],
  ['PodmanArgs=--oom-score-adj -5', { set: 'process.oomScoreAdj', to: 0 }, 'PodmanArgs=--oom-score-adj 0'],
  ['PodmanArgs=--rm --privileged', { set: 'privileged', to: false }, 'PodmanArgs=--rm'],
  ['ReadOnly=false', { set: 'root.readonly', to: true }, 'ReadOnly=true'],
  ['Volume=%h/a:/b:z', { set: 'mounts.readonly', to: { destination: '/b' } }, 'Volume=%h/a:/b:ro,z'],
  ['Mount=type=bind,src=/a,dst=/b', { set: 'mounts.readonly', to: { destination: '/b' } }, 'Mount=type=bind,src=/a,dst=/b,readonly'],
  ['Volume=/a:/b\nVolume=/c:/d', { set: 'mounts.remove', to: { destination: '/b' } }, 'Volume=/c:/d'],
  ['Tmpfs=/t', { set: 'mounts.options', to: { destination: '/t', options: ['noexec'] } }, 'Tmpfs=/t:noexec'],
  [
    'Tmpfs=/t',
    { set: 'mounts.options', to: { destination: '/t', options: [], size: 2 ** 26 } },
    '# bulkhead: a guess; measure, then set\nTmpfs=/t:size=64m',
  ],
  [
    'Notify=yes',
    { set: 'mounts.writable', to: [{ destination: '/t', size: 2 ** 26 }, { destination: '/u' }] },
    'Notify=yes\n# bulkhead: a guess; measure, then set\nTmpfs=/t:noexec,nosuid,nodev,size=64m\nTmpfs=/u:noexec,nosuid,nodev',
  ],
  ['Notify=yes', { set: 'linux.sysctl.set', to: { name: 'net.a', value: '0' } }, 'Notify=yes\nSysctl=net.a=0'],
  ['PodmanArgs=--ipc host --uts=host', { set: 'linux.namespaces.ipc', to: off }, 'PodmanArgs=--uts=host'],
  ['Network=host\nNotify=yes', { set: 'linux.namespaces.network', to: off }, 'Notify=yes'],
  ['Notify=yes', { set: 'linux.namespaces.user', to: off }, 'Notify=yes\nUserNS=auto'],
  ['PodmanArgs=--cgroupns=host', { set: 'linux.namespaces.cgroup', to: off }, 'PodmanArgs=--cgroupns=private'],
  ['AddDevice=/dev/sda /dev/null', { set: 'linux.devices.remove', to: { path: '/dev/sda' } }, 'AddDevice=/dev/null'],
  ['Memory=0', { set: 'linux.resources.memory.limit', to: 2 ** 29 }, '# bulkhead: a guess; measure, then set\nMemory=512m'],
  ['PidsLimit=-1', { set: 'linux.resources.pids.limit', to: 200 }, '# bulkhead: a guess; measure, then set\nPidsLimit=200'],
  ['Notify=yes', { set: 'linux.resources.cpu.limit', to: 1 }, 'Notify=yes\n# bulkhead: a guess; measure, then set\nPodmanArgs=--cpus=1'],
  ['SeccompProfile=unconfined\n', { set: 'linux.seccomp', to: { profile: 'default' } }, ''],
  ['Unmask=ALL\nUnmask=/proc/x', { set: 'linux.maskedPaths', to: 'default' }, ''],
  ['Sysctl=a.b=1 c.d=2', { set: 'linux.sysctl.remove', to: { name: 'a.b' } }, 'Sysctl=c.d=2'],
  ['PublishPort=8080:80', { set: 'ports.hostIp', to: { container: '80', host: '8080', ip: '127.0.0.1' } }, 'PublishPort=127.0.0.1:8080:80'],
  ['PodmanArgs=-p 80', { set: 'ports.hostIp', to: { container: '80', ip: '127.0.0.1' } }, 'PodmanArgs=-p 127.0.0.1::80'],
  [
    'Environment="A=b c" TOKEN=hunter2hunter2 D=e',
    { set: 'process.env.secret', to: { name: 'TOKEN' } },
    'Environment="A=b c" D=e\nSecret=token,type=env,target=TOKEN',
  ],
  [
    'Environment=TOKEN=hunter2hunter2',
    { set: 'process.env.secret', to: { name: 'TOKEN', file: { variable: 'TOKEN_FILE' } } },
    'Secret=token\nEnvironment=TOKEN_FILE=/run/secrets/token',
  ],
  ['Secret=tls', { set: 'secrets.mode', to: { name: 'tls', mode: 0o440 } }, 'Secret=tls,mode=0440'],
  ['Secret=tls', { set: 'secrets.mode', to: { name: 'tls', mode: 0o400, uid: 5 } }, 'Secret=tls,uid=5,mode=0400'],
];

describe('one unit', () => {
  it.each(rows)('%j: %o', (keys, change, after) => {
    const text = `${asContainer(keys.trimEnd())}\n# who\n[Install]\nWantedBy=default.target\n`;
    const wanted = after === '' ? text.replace(`${keys.trimEnd()}\n`, '') : text.replace(keys.trimEnd(), after);
    expect(write({ 'web.container': text }, [change])).toEqual({ 'web.container': wanted });
  });

  it('keeps a byte-order mark, line ends, and a last line without one', () => {
    const text = '\ufeff[Container]\r\nImage=web\r\nReadOnly=true';
    expect(write({ 'web.container': text }, [{ set: 'process.noNewPrivileges', to: true }])).toEqual({
      'web.container': `${text}\r\nNoNewPrivileges=true`,
    });
  });

  it.each<[string, Change, string]>([
    ['Volume=/a: \\\n  /b', { set: 'mounts.remove', to: { destination: '/c' } }, '! the mount of /c is not written in this unit'],
    [
      'Notify=yes',
      { set: 'networks', to: 'NAME' },
      '! it needs a unit of its own: write NAME.network with [Network], and Network=NAME.network here',
    ],
    [
      'PodmanArgs=--cpu-quota=0',
      { set: 'linux.resources.cpu.limit', to: 1 },
      '! --cpu-quota or --cpu-period stands here and excludes --cpus: give --cpu-quota a number of microseconds',
    ],
  ])('refuses %j: %o', (keys, change, because) => {
    expect(write({ 'web.container': asContainer(keys) }, [change])).toBe(because);
  });
});

describe('several files', () => {
  const unit = '[Container]\nImage=web\nPod=shop.pod\n';
  const pod = '[Pod]\nPublishPort=80:80\n';

  it('changes the drop-in that holds the line, and adds to the unit', () => {
    const files = { 'web.container': asContainer('Notify=yes'), 'web.container.d/a.conf': '[Container]\n# why\nReadOnly=false\n' };
    expect(write(files, [{ set: 'root.readonly', to: true }])).toEqual({
      ...files,
      'web.container.d/a.conf': '[Container]\n# why\nReadOnly=true\n',
    });
    expect(write(files, [{ set: 'process.noNewPrivileges', to: true }])).toEqual({
      ...files,
      'web.container': asContainer('Notify=yes\nNoNewPrivileges=true'),
    });
  });

  it('changes the unit of its pod', () => {
    const files = { 'web.container': unit, 'shop.pod': pod };
    expect(write(files, [{ set: 'ports.hostIp', to: { container: '80', host: '80', ip: '127.0.0.1' } }])).toEqual({
      ...files,
      'shop.pod': '[Pod]\nPublishPort=127.0.0.1:80:80\n',
    });
    expect(write(files, [{ set: 'linux.namespaces.user', to: off }])).toBe(
      '! the container is in a pod: write UserNS=auto in its .pod unit',
    );
  });
});

describe('nothing else of the model changes', () => {
  const changes: readonly (readonly [keys: string, change: Change, way: readonly string[]])[] = [
    ['User=0', { set: 'process.user', to: '1' }, ['process', 'user']],
    ['Notify=yes', { set: 'process.noNewPrivileges', to: true }, ['process', 'noNewPrivileges']],
    ['AddCapability=KILL SYS_ADMIN', { set: 'process.capabilities.remove', to: ['CAP_SYS_ADMIN'] }, ['process', 'capabilities']],
    ['PodmanArgs=--privileged', { set: 'privileged', to: false }, ['privileged']],
    ['Volume=/a:/b', { set: 'mounts.readonly', to: { destination: '/b' } }, ['mounts']],
    ['Network=host', { set: 'linux.namespaces.network', to: off }, ['linux', 'namespaces', 'network']],
    ['PidsLimit=-1', { set: 'linux.resources.pids.limit', to: 200 }, ['linux', 'resources', 'pids']],
    ['SeccompProfile=unconfined', { set: 'linux.seccomp', to: { profile: 'default' } }, ['linux', 'seccomp']],
    ['PublishPort=80:80', { set: 'ports.hostIp', to: { container: '80', host: '80', ip: '127.0.0.1' } }, ['ports']],
  ];
  it.each(changes)('%s: %o', (keys, change, way) => {
    const text = asContainer(`Environment=A=1 "B=2 3"\n${keys}\nExec=serve --port 80`);
    const after = write({ 'web.container': text }, [change]);
    if (typeof after === 'string') throw new Error(after);
    const [was, is] = [only(readQuadlet(text)), only(readQuadlet(after['web.container'] ?? ''))];
    expect(without(is, way)).toEqual(without(was, way));
    expect(bare(is)).not.toEqual(bare(was));
  });
});

function without(container: Container, way: readonly string[]): unknown {
  const copy = bare(container) as Record<string, unknown>;
  const parent = way.slice(0, -1).reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, copy);
  delete parent[way.at(-1) ?? ''];
  return copy;
}
