import { describe, expect, it } from 'vitest';
import { hostTable, saidOf } from '../../../test/support/host-table.ts';
import { machineOf, sound } from '../../../test/support/machine.ts';
import { readHost } from '../../machine/index.ts';
import { placeOf } from '../../text/lines.ts';
import { engineConfiguration } from './control.ts';

const dockerd = '==> /usr/bin/dockerd <==\n';
const safe =
  '"icc": false, "no-new-privileges": true, "live-restore": true, "userland-proxy": false, "log-driver": "local", "default-ulimits": {"nofile": {}}';
const docker = (json: string) => `${dockerd}==> /etc/docker/daemon.json <==\n${json}\n`;
const with_ = (more: string) => docker(`{${safe}${more === '' ? '' : `, ${more}`}}`);
const running = (words: string) => `${dockerd}==> /proc/700/comm <==\ndockerd
==> /proc/700/status <==
Uid:	0	0	0	0
NSpid:	700
==> /proc/700/cmdline <==
dockerd ${words}
`;
const unit = (line: string) =>
  `${dockerd}==> /lib/systemd/system/docker.service <==\n[Service]\nExecStart=/usr/bin/dockerd -H fd://\n==> /etc/systemd/system/docker.service.d/10.conf <==\n[Service]\nExecStart=\nExecStart=${line}\n`;
const flags = '--icc=false --no-new-privileges --live-restore --userland-proxy=false --log-driver local --default-ulimit nofile=1024:4096';

hostTable(engineConfiguration, [
  ['no Docker', '', [/^inapplicable: no Docker daemon/]],
  ['all safe, in the file', with_(''), []],
  ['all safe, on the command line', running(flags), []],
  ['all safe, in a drop-in of the unit', unit(`/usr/bin/dockerd ${flags}`), []],
  [
    'nothing set',
    docker('{}'),
    [
      /icc is true/,
      /no-new-privileges is false/,
      /live-restore is false/,
      /userland-proxy is true/,
      /log files grow/,
      /daemon's own limits/,
    ],
  ],
  ['no seccomp', with_('"seccomp-profile": "unconfined"'), [/^broken high: Docker: seccomp-profile is unconfined/]],
  ['no firewall', with_('"iptables": false'), [/^broken medium: Docker: iptables is false/]],
  [
    'an insecure registry',
    with_('"insecure-registries": ["10.0.0.1:5000", "localhost:5000"]'),
    [/^broken medium: Docker: images from 10\.0\.0\.1:5000 /],
  ],
  ['one on loopback', with_('"insecure-registries": ["127.0.0.1:5000"]'), []],
  ['json-file with an end', docker(`{${safe.replace('"log-driver": "local"', '"log-opts": {"max-size": "10m"}')}}`), []],
  ['SELinux without labels', `${with_('')}==> /sys/fs/selinux/enforce <==\n1\n`, [/SELinux enforces, and containers have no label/]],
  ['SELinux with labels', `${with_('"selinux-enabled": true')}==> /sys/fs/selinux/enforce <==\n1\n`, []],
  ['a value of the wrong type', with_('"iptables": "yes"'), [/^unknown: iptables has a type that dockerd does not take/]],
]);

describe('what is written and what runs', () => {
  const answer = (...options: string[]) =>
    `==> /run/docker.sock socket 660 0 998 <==\n==> GET /run/docker.sock /info <==\n${JSON.stringify({ SecurityOptions: options, HttpProxy: 'http://u:s3cret@p' })}\n`;
  it('says where the running engine lacks what is written', async () => {
    const said = await saidOf(engineConfiguration, running(flags) + answer('name=seccomp,profile=builtin'));
    expect(said).toEqual([expect.stringMatching(/no-new-privileges is written, and the running engine does not have it/)]);
  });
  it('is content where both agree', async () => {
    expect(await saidOf(engineConfiguration, running(flags) + answer('name=seccomp,profile=builtin', 'name=no-new-privileges'))).toEqual(
      [],
    );
  });
  it('says that there is no seccomp', async () => {
    expect(await saidOf(engineConfiguration, running(flags) + answer('name=no-new-privileges'))).toEqual([
      expect.stringMatching(/^broken high: .* without seccomp/),
    ]);
  });
  it('survives an answer that is none', async () => {
    expect(
      await saidOf(
        engineConfiguration,
        `${running(flags)}==> /run/docker.sock socket 660 0 998 <==\n==> GET /run/docker.sock /info <==\nnonsense\n`,
      ),
    ).toEqual([]);
  });
  it('keeps nothing of the answer but the options', async () => {
    const { host } = await readHost(machineOf(sound, running(flags) + answer('name=seccomp')));
    expect(JSON.stringify(host)).not.toContain('s3cret');
  });
});

it('points to the line of daemon.json', async () => {
  const { host } = await readHost(machineOf(sound, docker('{\n  "icc": false,\n  "iptables": false\n}')));
  const verdict = engineConfiguration.judge(host).find((one) => one.outcome === 'broken' && one.detail.includes('iptables'));
  expect(verdict?.outcome === 'broken' && verdict.field?.origin && placeOf(verdict.field.origin)).toMatchObject({
    file: '/etc/docker/daemon.json',
    line: 3,
    column: 3,
  });
});

it('gives each setting its own id of the CIS Docker Benchmark', async () => {
  const { host } = await readHost(machineOf(sound, docker('{}')));
  const ids = new Map(engineConfiguration.judge(host).map((one) => ['detail' in one ? one.detail.split(' ')[1] : '', one.cisDocker]));
  expect(ids.get('icc')).toEqual(['2.2']);
  expect(ids.get('live-restore')).toEqual(['2.15']);
});
