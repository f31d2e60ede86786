import { expect, it } from 'vitest';
import { at, container, type Overrides, table } from '../../../test/support/table.ts';
import { judge } from '../../judge.ts';
import { byDefault, type EngineKind, type SeccompStrength, unknown } from '../../model/index.ts';
import { seccompProfileStrength } from './control.ts';

const bare: SeccompStrength = {
  file: 'web.json',
  defaultAction: 'errno EPERM',
  allowsByDefault: false,
  defaultLine: 2,
  architectures: [{ architecture: 'x86_64', total: 385, allowed: 40, denied: 345, depends: 0 }],
  open: [],
  asked: [],
  deniedAtStart: [],
};

const custom = (strength: Partial<SeccompStrength>, more: Overrides = {}): Overrides => ({
  ...more,
  linux: { seccomp: at({ profile: 'custom', path: 'web.json' }), seccompStrength: byDefault({ ...bare, ...strength }, 'web.json') },
});

const open = (...ids: string[]): Partial<SeccompStrength> => ({ open: ids.map((id) => ({ id, line: 7 })) });

const own = (engine: EngineKind, engineVersion: string, ...bounding: readonly string[]): Overrides => ({
  ...{ engine, engineVersion },
  process: { capabilities: { bounding: bounding.map((name) => at(name)) } },
  linux: { seccomp: byDefault({ profile: 'default' }, 'its default') },
});

table(seccompProfileStrength, [
  ['the profile of the engine', { linux: { seccomp: byDefault({ profile: 'default' }, 'Docker 29 default') } }, 'held', /shuts \d+ of \d+/],
  ['the profile of the newest Docker leaves none of the grave ones open', own('docker', '29.4'), 'held'],
  ['that of an older one', own('docker', '28.0'), 'broken', "Docker's own profile, which leaves open: the crypto interface of the kernel"],
  ['io_uring and sockets of the hypervisor', own('docker', '20.10'), 'broken', /io_uring \(.*AF_ALG.*AF_VSOCK/],
  ['that of Podman', own('podman', '5.8'), 'broken', /leaves open: new user namespaces \(unshare/],
  ['what a capability opens is open', own('docker', '29.4', 'CAP_SYS_ADMIN'), 'broken', 'new user namespaces'],
  ['what asks for a capability of its own is another control', own('docker', '29.4', 'CAP_SYS_CHROOT'), 'held'],
  ['a node, whose version is not known', own('kubernetes', '1.30'), 'held'],
  ['unconfined is another control', { linux: { seccomp: at({ profile: 'unconfined' }) } }, 'inapplicable', 'seccomp'],
  ['nothing open', custom({}), 'held', '40 of 385 calls'],
  ['user namespaces', custom(open('clone3')), 'broken', 'new user namespaces (clone3: line 7)'],
  ['user namespaces under Podman, whose own profile allows them', custom(open('clone3'), { engine: 'podman' }), 'held'],
  ['a group of calls is one', custom(open('keyctl', 'add_key')), 'broken', 'kernel keys (keyctl, add_key: line 7)'],
  ['many groups are counted', custom(open('bpf', 'keyctl', 'io_uring_setup', 'acct', 'syslog', 'reboot')), 'broken', / and 2 more$/],
  ['the calls of another architecture', custom({ open: [{ id: 'bpf', only: 'x86', line: 3 }] }), 'broken', 'bpf on x86: line 3'],
  ['io_uring before Docker denied it', custom(open('io_uring_setup'), { engineVersion: '24.0' }), 'held'],
  [
    'what the engine allows for its capabilities',
    custom(open('mount'), { process: { capabilities: { bounding: [at('CAP_SYS_ADMIN')] } } }),
    'held',
  ],
  ['what no name stands for', custom({ allowsByDefault: true, defaultAction: 'allow' }), 'broken', 'does not name (allow, line 2)'],
  ['the calls of the runtime', custom({ deniedAtStart: ['write'] }), 'broken', 'would not start'],
  ['not in reach', { linux: { seccomp: at({ profile: 'custom' }), seccompStrength: unknown('not in reach') } }, 'unknown', 'not in reach'],
  ['not looked up', { linux: { seccomp: at({ profile: 'custom' }) } }, 'unknown'],
  ['not resolved', { linux: { seccomp: unknown('${PROFILE}') } }, 'unknown'],
  ['Windows', { os: at('windows') }, 'inapplicable'],
]);

it('what the engine leaves open is told to those who ask for every measure, and no line of the declaration mends it', () => {
  const found = judge(container(own('podman', '5.8')), [seccompProfileStrength]).map(({ verdict }) => verdict);
  expect(found.map(({ outcome }) => outcome)).toEqual(['held', 'broken']);
  expect(found[1]).toMatchObject({ level: 'strict', remedy: [] });
});
