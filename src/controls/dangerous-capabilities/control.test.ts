import { describe, expect, it } from 'vitest';
import { at, container, type Overrides, table } from '../../../test/support/table.ts';
import { byDefault, type Field, unknown } from '../../model/index.ts';
import { dangerousCapabilities } from './control.ts';

const holds = (...bounding: Field<string>[]): Overrides => ({ process: { capabilities: { bounding } } });
const host = at({ mode: 'host' as const });

table(dangerousCapabilities, [
  ['none', holds(), 'held'],
  ['the default set', holds(byDefault('CAP_CHOWN', 'Docker 29 default'), byDefault('CAP_NET_RAW', 'Docker 29 default')), 'held'],
  ['a harmless one added', holds(at('CAP_NET_BIND_SERVICE')), 'held'],
  ['SYS_ADMIN', holds(at('CAP_SYS_ADMIN')), 'broken', 'CAP_SYS_ADMIN mounts'],
  [
    'in a user namespace',
    { ...holds(at('CAP_SYS_ADMIN')), linux: { namespaces: { user: at({ mode: 'private' }) } } },
    'broken',
    'as far as its user namespace',
  ],
  ['of an ordinary user', { process: { capabilities: { bounding: [at('CAP_BPF')], effective: [] } } }, 'broken', 'once a set-uid program'],
  ['all of them', holds(at('ALL')), 'broken', 'every capability'],
  ['not resolved', holds(unknown('${CAP}')), 'unknown'],
  ['not known', {}, 'unknown'],
  ['Windows', { os: at('windows') }, 'inapplicable'],
]);

describe('dangerous-capabilities: severity', () => {
  const effective = [at('CAP_CHOWN')];
  it.each<[string, Overrides, string]>([
    ['SYS_ADMIN', holds(at('CAP_SYS_ADMIN')), 'critical'],
    ['DAC_READ_SEARCH', holds(at('CAP_DAC_READ_SEARCH')), 'critical'],
    ['BPF', holds(at('CAP_BPF')), 'high'],
    ['SYS_TIME', holds(at('CAP_SYS_TIME')), 'medium'],
    ['SYS_PTRACE', holds(at('CAP_SYS_PTRACE')), 'medium'],
    ['SYS_PTRACE with the host pid namespace', { ...holds(at('CAP_SYS_PTRACE')), linux: { namespaces: { pid: host } } }, 'critical'],
    ['NET_ADMIN', holds(at('CAP_NET_ADMIN')), 'medium'],
    ['NET_ADMIN with the host network', { ...holds(at('CAP_NET_ADMIN')), linux: { namespaces: { network: host } } }, 'high'],
    ['in a user namespace', { ...holds(at('CAP_SYS_ADMIN')), linux: { namespaces: { user: at({ mode: 'private' }) } } }, 'medium'],
    ['out of reach of an ordinary user', { process: { capabilities: { bounding: [at('CAP_SYS_ADMIN')], effective } } }, 'medium'],
    ['perhaps in reach', { process: { capabilities: { bounding: [at('CAP_SYS_ADMIN')], effective: [unknown('user')] } } }, 'critical'],
  ])('%s', (_, parts, severity) => {
    expect(dangerousCapabilities.judge(container(parts))).toMatchObject([{ severity }]);
  });
});

describe('dangerous-capabilities: parts', () => {
  it('gives each line its own verdict and remedy', () => {
    expect(dangerousCapabilities.judge(container(holds(at('CAP_SYS_ADMIN', 1), at('CAP_BPF', 2))))).toMatchObject([
      { field: { origin: { start: 1 } }, remedy: [{ to: ['CAP_SYS_ADMIN'] }] },
      { field: { origin: { start: 2 } }, remedy: [{ to: ['CAP_BPF'] }] },
    ]);
  });
  it('makes one verdict of what one line brought about', () => {
    const by = (name: string) => byDefault(name, 'privileged: true', at(true, 3).origin);
    const verdicts = dangerousCapabilities.judge(container(holds(by('CAP_SYS_ADMIN'), by('CAP_CHOWN'), by('CAP_SYSLOG'))));
    expect(verdicts).toMatchObject([{ severity: 'critical', detail: 'holds CAP_SYS_ADMIN, CAP_SYSLOG' }]);
  });
  it('does not list twenty names', () => {
    const by = (name: string) => byDefault(name, 'privileged: true', at(true).origin);
    const bounding = ['CAP_BPF', 'CAP_SYSLOG', 'CAP_SYS_ADMIN', 'CAP_SYS_BOOT', 'CAP_SYS_TIME'].map(by);
    expect(dangerousCapabilities.judge(container({ process: { capabilities: { bounding } } }))).toMatchObject([
      { detail: 'holds 5 dangerous capabilities, CAP_SYS_ADMIN among them' },
    ]);
  });
  it('accuses the line that says ALL, which the engine spells out', () => {
    const all = at('ALL', 4);
    const bounding = [byDefault('CAP_BPF', 'ALL is added', all.origin), byDefault('CAP_SYS_ADMIN', 'ALL is added', all.origin)];
    expect(
      dangerousCapabilities.judge(container({ process: { capabilities: { add: [all], bounding, effective: bounding } } })),
    ).toMatchObject([{ severity: 'critical', detail: 'holds every capability', field: { state: 'written' }, remedy: [{ to: ['ALL'] }] }]);
  });
  it('takes away every dangerous one that was added', () => {
    const add = [at('CAP_SYS_ADMIN'), at('CAP_CHOWN'), at('ALL')];
    expect(dangerousCapabilities.harden(container({ process: { capabilities: { add } } }))).toEqual([
      { set: 'process.capabilities.remove', to: ['CAP_SYS_ADMIN', 'ALL'] },
    ]);
  });
});
