import { expect, it } from 'vitest';
import { at, container, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { capabilitiesDropped } from './control.ts';

const inAll = [
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
].map((name) => `CAP_${name}`);

const given = (name: string) => byDefault(name, 'Docker 29 default');

table(capabilitiesDropped, [
  ['nothing is left', { process: { capabilities: { drop: [at('ALL')], bounding: [] } } }, 'held', 'has no capability'],
  ['only named ones', { process: { capabilities: { drop: [at('ALL')], bounding: [at('CAP_CHOWN')] } } }, 'held', 'only CAP_CHOWN'],
  [
    'the default set',
    { process: { capabilities: { bounding: [given('CAP_CHOWN'), given('CAP_KILL')] } } },
    'broken',
    'keeps 2 capabilities',
  ],
  [
    'one is dropped, one kept',
    { process: { capabilities: { drop: [at('CAP_KILL')], bounding: [given('CAP_CHOWN')] } } },
    'broken',
    'keeps 1 capability',
  ],
  [
    'ALL is dropped and added',
    {
      process: { capabilities: { drop: [at('ALL')], add: [at('ALL')], bounding: [byDefault('CAP_CHOWN', 'ALL is added', at(1).origin)] } },
    },
    'broken',
  ],
  ['privileged', { process: { capabilities: { bounding: [byDefault('ALL', 'privileged: true', at(1).origin)] } } }, 'broken'],
  ['not resolved', { process: { capabilities: { bounding: [unknown('${CAPS}')] } } }, 'unknown'],
  ['not known', {}, 'unknown'],
  ['Windows', { os: at('windows') }, 'inapplicable'],
]);

it('is less grave for an ordinary user', () => {
  const capabilities = { bounding: [given('CAP_CHOWN')] };
  expect(capabilitiesDropped.judge(container({ process: { capabilities, user: at({ uid: 1000 }) } }))).toMatchObject({ severity: 'low' });
  expect(capabilitiesDropped.judge(container({ process: { capabilities } }))).toMatchObject({ severity: 'medium' });
});

it.each<[string, readonly string[], string, string]>([
  ['all that engines give', [...inAll, 'CAP_SYS_ADMIN'], 'broken', 'may use 12 capabilities'],
  ['one of those is missing', inAll.slice(1), 'held', 'has 10 capabilities'],
  ['none', [], 'held', 'has no capability'],
])('a live process, of which nobody knows what it asked for: %s', (_, names, outcome, detail) => {
  const verdict = capabilitiesDropped.judge(
    container({ surface: 'process', process: { capabilities: { bounding: names.map((name) => at(name)) } } }),
  );
  expect(verdict).toMatchObject({ outcome, detail: expect.stringContaining(detail) });
});
