import { describe, expect, it } from 'vitest';
import { at, container, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { hostPid } from './control.ts';

const host = { linux: { namespaces: { pid: at({ mode: 'host' as const }) } } };

table(hostPid, [
  ['private by default', { linux: { namespaces: { pid: byDefault({ mode: 'private' as const }, "Docker's default") } } }, 'held'],
  ['not set', {}, 'held'],
  ["the host's", host, 'broken', /sees every process/],
  ["the host's, by default", { linux: { namespaces: { pid: byDefault({ mode: 'host' as const }, 'another line') } } }, 'broken'],
  ['not resolved', { linux: { namespaces: { pid: unknown('${PID} is not set') } } }, 'unknown'],
  [
    "another container's is another control's matter",
    { linux: { namespaces: { pid: at({ mode: 'shared' as const, with: 'container:db' }) } } },
    'held',
  ],
  ['Windows', { ...host, os: at('windows') }, 'inapplicable'],
]);

describe('host-pid with a way to use it', () => {
  const rows = [
    ['privileged', { ...host, privileged: at(true) }, 'critical'],
    ['CAP_SYS_PTRACE in the bounding set', { ...host, process: { capabilities: { bounding: [at('CAP_SYS_PTRACE')] } } }, 'critical'],
    ['ALL added', { ...host, process: { capabilities: { add: [at('ALL')] } } }, 'critical'],
    ['other capabilities', { ...host, process: { capabilities: { bounding: [at('CAP_KILL')], add: [at('CAP_SYS_PTRACE')] } } }, 'high'],
  ] as const;
  it.each(rows)('%s', (_name, parts, severity) => {
    expect(hostPid.judge(container(parts))).toMatchObject({ outcome: 'broken', severity });
  });
});
