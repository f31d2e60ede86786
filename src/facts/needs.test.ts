import { expect, it } from 'vitest';
import { at, container } from '../../test/support/table.ts';
import { signOfRawSocket, signOfSetUid } from './needs.ts';

it.each([
  [['sudo', '-u', 'app', 'server'], 'sudo', undefined],
  [['/usr/bin/newuidmap'], 'newuidmap', undefined],
  [['sh', '-c', 'fping -c1 db && exec server'], 'fping', 'fping'],
  [['ping', '-c1', 'db'], undefined, 'ping'],
  [['tcpdump', '-i', 'eth0'], undefined, 'tcpdump'],
  [['node', 'server.js'], undefined, undefined],
])('%s', (args, setUid, rawSocket) => {
  const parts = container({ process: { args: at(args) } });
  expect([signOfSetUid(parts), signOfRawSocket(parts)]).toEqual([setUid, rawSocket]);
});

it('the name of an image is a sign', () => {
  const parts = container({ image: { reference: at('docker.io/zabbix/zabbix-server-mysql:7.0') } });
  expect([signOfSetUid(parts), signOfRawSocket(parts)]).toEqual(['zabbix', 'zabbix']);
});
