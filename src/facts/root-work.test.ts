import { expect, it } from 'vitest';
import { at, container } from '../../test/support/table.ts';
import { rootWorkOf } from './root-work.ts';

it.each([
  [['sysctl', '-w', 'vm.max_map_count=262144'], 'kernel sysctl -w'],
  [['sh', '-c', 'set -e; modprobe ip_vs'], 'kernel modprobe'],
  [['sh', '-c', 'mount --make-rshared /'], 'kernel mount'],
  [['sh', '-c', 'chown -R 1000:1000 /data && exec app'], 'files chown'],
  [['sh', '-c', 'apt-get -y install curl'], 'packages apt-get -y install'],
  [['sh', '-c', 'apk add --no-cache curl'], 'packages apk add'],
  [['sysctl', 'vm.swappiness'], undefined],
  [['server', '--mount', '/data'], undefined],
  [['/opt/chown-helper', 'x'], undefined],
  [['npm', 'run', 'install-all'], undefined],
])('%j: %s', (args, expected) => {
  const work = rootWorkOf(container({ process: { args: at(args) } }));
  expect(work && `${work.kind} ${work.does}`).toBe(expected);
});
