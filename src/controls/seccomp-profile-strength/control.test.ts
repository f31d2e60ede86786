import { at, type Overrides, table } from '../../../test/support/table.ts';
import { byDefault, type SeccompStrength, unknown } from '../../model/index.ts';
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

table(seccompProfileStrength, [
  ['the profile of the engine', { linux: { seccomp: byDefault({ profile: 'default' }, 'Docker 29 default') } }, 'held', /shuts \d+ of \d+/],
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
