import type { DeviceRate } from '../../model/index.ts';
import { rateFlags } from '../../text/docker-syntax/rates.ts';
import { device, deviceRule, gpus } from '../effects/devices.ts';
import { env, envFile } from '../effects/environment.ts';
import { groupAdd, user } from '../effects/identity.ts';
import { mount } from '../effects/mount-flag.ts';
import { shmSize, tmpfs, volume, volumesFrom } from '../effects/mounts.ts';
import { cgroup, ipc, network, pid, userns, uts } from '../effects/namespaces.ts';
import { expose, publish, publishAll } from '../effects/ports.ts';
import { capAdd, capDrop, securityOpt } from '../effects/privilege.ts';
import { entrypoint, healthCommand, name, noHealthcheck, onOff, platform, text } from '../effects/program.ts';
import {
  blkioWeight,
  cpuPeriod,
  cpuQuota,
  cpuShares,
  cpus,
  memory,
  memoryReservation,
  memorySwap,
  oomScoreAdj,
  pidsLimit,
  sysctl,
  throttle,
  ulimit,
} from '../effects/resources.ts';
import { type Flag, quiet, switches, takes, takesList, turns, values } from './flag.ts';

/**
 * Options that `docker run|create` and `podman run|create` have in common.
 * Sources: docker/cli 29.8 cli/command/container/{opts,run,create}.go, Podman 5.x cmd/podman/common/{create,netflags}.go.
 */
export const sharedFlags = (): Flag[] => [
  takes('name', name),
  takes('entrypoint', entrypoint),
  takes(
    'workdir w',
    text((draft) => draft.process, 'cwd'),
  ),
  takes(
    'hostname h',
    text((draft) => draft.whole, 'hostname'),
  ),
  takes(
    'runtime',
    text((draft) => draft.whole, 'runtime'),
  ),
  takes('platform', platform),
  takes('health-cmd', healthCommand),
  turns('no-healthcheck', noHealthcheck),

  takes('user u', user),
  takesList('group-add', groupAdd),
  turns(
    'privileged',
    onOff((draft) => draft.whole, 'privileged'),
  ),
  takesList('cap-add', capAdd),
  takesList('cap-drop', capDrop),
  takes('security-opt', securityOpt),

  takes('pid', pid),
  takes('ipc', ipc),
  takes('uts', uts),
  takes('userns', userns),
  takes('cgroupns', cgroup),
  takes('network', network),
  takes('net', network),
  takesList('publish p', publish),
  turns('publish-all P', publishAll),
  takesList('expose', expose),

  turns(
    'read-only',
    onOff((draft) => draft.root, 'readonly'),
  ),
  takes('volume v', volume),
  takes('mount', mount),
  takes('tmpfs', tmpfs),
  takes('volumes-from', volumesFrom),
  takes('shm-size', shmSize),
  takes('device', device),
  takesList('device-cgroup-rule', deviceRule),
  takesList('gpus', gpus),

  takes('memory m', memory),
  takes('memory-reservation', memoryReservation),
  takes('memory-swap', memorySwap),
  turns(
    'oom-kill-disable',
    onOff((draft) => draft.memory, 'disableOOMKiller'),
  ),
  takes('oom-score-adj', oomScoreAdj),
  takes('cpus', cpus),
  takes('cpu-quota', cpuQuota),
  takes('cpu-period', cpuPeriod),
  takes('cpu-shares c', cpuShares),
  takes(
    'cpuset-cpus',
    text((draft) => draft.cpu, 'cpus'),
  ),
  takes('pids-limit', pidsLimit),
  takes('blkio-weight', blkioWeight),
  ...(Object.keys(rateFlags) as DeviceRate['of'][]).map((of) => takes(rateFlags[of], throttle(of))),
  takes(
    'cgroup-parent',
    text((draft) => draft.linux, 'cgroupsPath'),
  ),
  takesList('ulimit', ulimit),
  takesList('sysctl', sysctl),

  takes('env e', env),
  takes('env-file', envFile),

  quiet('attach a', true),
  quiet('label l', true),
  quiet('detach d', false),
  quiet('interactive i', false),
  quiet('tty t', false),
  quiet('quiet q', false),
  ...switches('disable-content-trust help init rm sig-proxy'),
  ...values('add-host annotation blkio-weight-device cidfile cpu-rt-period cpu-rt-runtime cpuset-mems detach-keys'),
  ...values('dns dns-opt dns-option dns-search health-interval health-retries health-start-period health-timeout'),
  ...values('ip ip6 kernel-memory label-file link-local-ip log-driver log-opt mac-address memory-swappiness'),
  ...values('network-alias pull restart stop-signal stop-timeout storage-opt'),
];
