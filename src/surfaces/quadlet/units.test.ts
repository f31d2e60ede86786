import { describe, expect, it } from 'vitest';
import { dropInFolders, unitOfDropIn } from './drop-ins.ts';
import { asContainer, bare, only, pick, readQuadlet } from './test/support.ts';

/** Keys of web.container, the files beside it, where it lands, and as what. */
type Row = readonly [name: string, keys: string, files: Record<string, string>, way: string, expected: unknown];

const pod = (keys: string) => ({ 'p.pod': `[Pod]\n${keys}` });
const volume = (keys: string) => ({ 'd.volume': `[Volume]\n${keys}` });
const build = (keys: string) => ({ 'i.build': `[Build]\nImageTag=x\n${keys}` });

const rows: readonly Row[] = [
  ['a drop-in adds', '', { 'web.container.d/a.conf': '[Container]\nReadOnly=true' }, 'root.readonly', true],
  [
    'a later drop-in wins',
    '',
    { 'web.container.d/a.conf': '[Container]\nUser=1', 'container.d/b.conf': '[Container]\nUser=2' },
    'process.user',
    { uid: 2 },
  ],
  [
    'of one name the nearer wins',
    '',
    { 'web.container.d/a.conf': '[Container]\nUser=1', 'container.d/a.conf': '[Container]\nUser=2' },
    'process.user',
    { uid: 1 },
  ],
  [
    'a drop-in takes back',
    'AddCapability=SYS_ADMIN',
    { 'web.container.d/a.conf': '[Container]\nAddCapability=' },
    'process.capabilities',
    undefined,
  ],
  ['only .conf counts', '', { 'web.container.d/a.txt': '[Container]\nUser=1' }, 'process.user', undefined],
  [
    'a pod shares its network',
    'Pod=p.pod',
    pod(''),
    'linux.namespaces',
    { ipc: { mode: 'shared', with: 'pod' }, network: { mode: 'shared', with: 'pod' }, uts: { mode: 'shared', with: 'pod' } },
  ],
  ["a pod's host network", 'Pod=p.pod', pod('Network=host'), 'linux.namespaces.network', { mode: 'host' }],
  ["a pod's user namespace", 'Pod=p.pod', pod('UserNS=auto'), 'linux.namespaces.user', { mode: 'private' }],
  ["a pod's ports", 'Pod=p.pod', pod('PublishPort=80:80'), 'ports.0.hostPort', '80'],
  ["a pod's volume", 'Pod=p.pod', pod('Volume=/etc:/e'), 'mounts.0.source', '/etc'],
  ["a pod's pid namespace", 'Pod=p.pod', pod('PodmanArgs=--share=pid'), 'linux.namespaces', { pid: { mode: 'shared', with: 'pod' } }],
  [
    'more than a pod shares by itself',
    'Pod=p.pod',
    pod('PodmanArgs=--share +pid'),
    'linux.namespaces.pid',
    { mode: 'shared', with: 'pod' },
  ],
  ['the pod is the group', 'Pod=p.pod', pod(''), 'group', 'p'],
  [
    'a bind by Options',
    'Volume=d.volume:/d',
    volume('Device=/etc\nType=none\nOptions=bind,ro'),
    'mounts.0',
    { type: 'bind', source: '/etc', destination: '/d', readonly: true },
  ],
  [
    'a bind by Type',
    'Volume=d.volume:/d',
    volume('Device=/etc\nType=bind'),
    'mounts.0',
    { type: 'bind', source: '/etc', destination: '/d' },
  ],
  ['a named volume', 'Volume=d.volume:/d', volume('VolumeName=data'), 'mounts.0', { type: 'volume', source: 'data', destination: '/d' }],
  ['a volume of its own name', 'Mount=type=volume,source=d.volume,destination=/d', volume(''), 'mounts.0.source', 'systemd-d'],
  ['a volume on the network', 'Volume=d.volume:/d', volume('Device=nas:/x\nType=nfs'), 'mounts.0.type', 'claim'],
  ['a network unit', 'Network=n.network', { 'n.network': '[Network]\nInternal=true' }, 'networks', ['systemd-n']],
  ['a network unit with a name', 'Network=n.network:ip=1', { 'n.network': '[Network]\nNetworkName=net' }, 'networks', ['net']],
  [
    "another container's network",
    'Network=db.container',
    { 'db.container': asContainer('') },
    'linux.namespaces.network',
    { mode: 'shared', with: 'container:systemd-db' },
  ],
];

describe('units together', () => {
  for (const [name, keys, files, way, expected] of rows) {
    it(name, () => {
      const result = readQuadlet(asContainer(keys), { files });
      expect(result.problems).toEqual([]);
      expect(pick(bare(only(result)), way)).toEqual(expected);
    });
  }

  it.each([
    ['i.image', { 'i.image': '[Image]\nImage=docker.io/nginx' }, { reference: 'docker.io/nginx' }],
    [
      'i.build',
      build('File=./c/Containerfile\nSetWorkingDirectory=file'),
      { build: { context: 'c', dockerfile: 'Containerfile', args: [] } },
    ],
    ['i.build', build('SetWorkingDirectory=unit\nTarget=t'), { build: { context: '.', target: 't', args: [] } }],
    ['i.build', build('SetWorkingDirectory=https://x.test/a.git'), { build: { context: 'https://x.test/a.git', args: [] } }],
  ])('Image=%s', (image, files, expected) => {
    const result = readQuadlet(`[Container]\nImage=${image}\n`, { files });
    expect(bare(only(result).image)).toEqual(expected);
    expect(result.alsoRead).toEqual(Object.keys(files));
  });

  it('keeps the place in the other unit', () => {
    const { linux } = only(readQuadlet(asContainer('Pod=p.pod'), { files: pod('Network=host') }));
    expect(linux.namespaces.network?.origin?.source.path).toBe('p.pod');
  });
});

describe('units that are no container', () => {
  it.each([
    ['p.pod', '[Pod]\nNetwork=host'],
    ['d.volume', '[Volume]\nDevice=/etc'],
    ['n.network', '[Network]\nSubnet=10.0.0.0/8'],
    ['i.image', '[Image]\nImage=x'],
    ['i.build', '[Build]\nImageTag=x'],
  ])('%s', (path, text) => expect(readQuadlet(text, { path })).toEqual({ containers: [], problems: [] }));

  it('leaves the manifest of a .kube unit to itself', () => {
    const result = readQuadlet('[Kube]\nYaml=web.yaml\n', { path: 'web.kube', files: { 'web.yaml': 'kind: Pod' } });
    expect(result).toEqual({ containers: [], problems: [] });
  });
});

it('knows the folders of drop-ins', () => {
  expect(dropInFolders('a-b.container')).toEqual(['a-b.container.d', 'a-.container.d', 'container.d']);
  expect(dropInFolders('a@1.container')).toEqual(['a@1.container.d', 'a@.container.d', 'container.d']);
});

it.each([
  ['x/web.container.d/a.conf', '../web.container'],
  ['web-.container.d/a.conf', undefined],
  ['container.d/a.conf', undefined],
  ['conf.d/a.conf', undefined],
])('%s belongs to %s', (path, expected) => expect(unitOfDropIn(path)).toBe(expected));
