import { describe, expect, it } from 'vitest';
import { readText } from '../../../test/support/run-command.ts';
import { type Change, phrase } from '../../model/index.ts';
import { phrases } from './phrases.ts';

const rows: readonly [Change, string | undefined][] = [
  [{ set: 'process.user', to: '1000:1000' }, '--user 1000:1000'],
  [{ set: 'process.group', to: 1000 }, '--user UID:1000'],
  [{ set: 'process.additionalGroups.remove', to: ['0'] }, 'remove --group-add 0'],
  [{ set: 'process.runAsNonRoot', to: true }, undefined],
  [{ set: 'process.noNewPrivileges', to: true }, '--security-opt no-new-privileges'],
  [{ set: 'process.capabilities.drop', to: ['ALL'] }, '--cap-drop ALL'],
  [{ set: 'process.capabilities.drop', to: ['CAP_NET_RAW', 'CAP_MKNOD'] }, '--cap-drop NET_RAW --cap-drop MKNOD'],
  [{ set: 'process.capabilities.remove', to: ['CAP_SYS_ADMIN'] }, 'remove --cap-add SYS_ADMIN'],
  [{ set: 'process.apparmor', to: { profile: 'default' } }, 'remove --security-opt apparmor=…'],
  [{ set: 'process.apparmor', to: { profile: 'named', name: 'mine' } }, '--security-opt apparmor=mine'],
  [{ set: 'process.selinux', to: { disabled: false } }, 'remove --security-opt label=…'],
  [{ set: 'process.selinux', to: { disabled: false, level: 's0:c1' } }, '--security-opt label=level:s0:c1'],
  [{ set: 'process.rlimits', to: { type: 'nofile', soft: 1024, hard: 1024 } }, '--ulimit nofile=1024'],
  [{ set: 'process.rlimits', to: { type: 'nofile', soft: 1, hard: 2 } }, '--ulimit nofile=1:2'],
  [{ set: 'process.oomScoreAdj', to: 0 }, '--oom-score-adj 0'],
  [{ set: 'privileged', to: false }, 'remove --privileged'],
  [{ set: 'root.readonly', to: true }, '--read-only'],
  [{ set: 'mounts.remove', to: { destination: '/s' } }, 'remove the mount of /s'],
  [{ set: 'mounts.readonly', to: { destination: '/s' } }, '--volume SOURCE:/s:ro'],
  [{ set: 'mounts.propagation', to: { destination: '/s', propagation: 'rprivate' } }, '--volume SOURCE:/s:rprivate'],
  [
    { set: 'mounts.options', to: { destination: '/s', options: ['noexec', 'nosuid'], size: 64 * 2 ** 20 } },
    '--tmpfs /s:noexec,nosuid,size=64m',
  ],
  [{ set: 'linux.namespaces.pid', to: { mode: 'private' } }, 'remove --pid'],
  [{ set: 'linux.namespaces.network', to: { mode: 'none' } }, '--network none'],
  [{ set: 'linux.namespaces.ipc', to: { mode: 'private' } }, '--ipc private'],
  [{ set: 'linux.namespaces.uts', to: { mode: 'private' } }, 'remove --uts'],
  [{ set: 'linux.namespaces.cgroup', to: { mode: 'private' } }, '--cgroupns private'],
  [{ set: 'linux.devices.remove', to: { path: '/dev/sda' } }, 'remove --device /dev/sda'],
  [{ set: 'linux.devices.remove', to: { path: 'gpus=all' } }, 'remove --gpus'],
  [{ set: 'linux.devices.remove', to: { path: 'c 13:*' } }, 'remove the --device-cgroup-rule for c 13:*'],
  [{ set: 'linux.devices.remove', to: { path: '/dev/*' } }, 'remove the --device-cgroup-rule for every device'],
  [{ set: 'linux.namespaces.network', to: { mode: 'private' } }, 'remove --network, or --network NAME'],
  [{ set: 'linux.namespaces.user', to: { mode: 'private' } }, 'remove --userns host, with userns-remap in the daemon'],
  [{ set: 'linux.resources.memory.limit', to: 512 * 2 ** 20 }, '--memory 512m'],
  [{ set: 'linux.resources.memory.limit', to: 1000 }, '--memory 1000'],
  [{ set: 'linux.resources.memory.disableOOMKiller', to: false }, 'remove --oom-kill-disable'],
  [{ set: 'linux.resources.cpu.limit', to: 0.5 }, '--cpus 0.5'],
  [{ set: 'linux.resources.pids.limit', to: 200 }, '--pids-limit 200'],
  [{ set: 'linux.resources.blockIO.weight', to: 500 }, '--blkio-weight 500'],
  [{ set: 'linux.seccomp', to: { profile: 'default' } }, 'remove --security-opt seccomp=…'],
  [{ set: 'linux.seccomp', to: { profile: 'custom', path: 'p.json' } }, '--security-opt seccomp=p.json'],
  [{ set: 'linux.maskedPaths', to: 'default' }, 'remove --security-opt systempaths=unconfined and unmask=…'],
  [{ set: 'linux.sysctl.remove', to: { name: 'kernel.shm' } }, 'remove --sysctl kernel.shm'],
];

describe('phrases', () => {
  for (const [change, expected] of rows) {
    it(`${change.set}: ${expected}`, () => expect(phrase(phrases, change, 'docker')).toBe(expected));
    if (expected?.startsWith('--')) it(`${expected} is read`, () => expect(readText(`docker run ${expected} image`).problems).toEqual([]));
  }
  it('a user namespace of Podman', () => {
    expect(phrase(phrases, { set: 'linux.namespaces.user', to: { mode: 'private' } }, 'podman')).toBe('--userns auto');
  });
});
