import type { Draft, Effect, Option } from '../draft.ts';
import { gidMap, groupAdd, ownUsers, uidMap, user } from './identity.ts';
import { mount } from './mount-flag.ts';
import { shmSize, tmpfs, volatileTmp, volume, volumesFrom } from './mounts.ts';
import { cgroupns, ipc, network, pid, share, userns, uts } from './namespaces.ts';
import { expose, publish, publishAll } from './ports.ts';
import { capAdd, capDrop, onOff, seccompPolicy, securityOpt } from './privilege.ts';
import { device, deviceRule, entrypoint, env, envFile, envHost, gpus, healthCommand, noHealthcheck, secret, text } from './program.ts';
import {
  blkioWeight,
  cgroupConf,
  cgroups,
  cpuPeriod,
  cpuQuota,
  cpuShares,
  cpus,
  cpusetCpus,
  memory,
  memoryReservation,
  memorySwap,
  oomScoreAdj,
  pidsLimit,
  sysctl,
  throttle,
  ulimit,
} from './resources.ts';

/** Options that take a value. Source: Podman 5.8 cmd/podman/common/{create,netflags}.go. */
export const taking: Readonly<Record<string, Effect>> = {
  'cap-add': capAdd,
  'cap-drop': capDrop,
  'security-opt': securityOpt,
  'seccomp-policy': seccompPolicy,
  user,
  'group-add': groupAdd,
  uidmap: uidMap,
  gidmap: gidMap,
  subuidname: ownUsers,
  subgidname: ownUsers,
  pid,
  ipc,
  uts,
  userns,
  cgroupns,
  network,
  net: network,
  share,
  publish,
  expose,
  volume,
  mount,
  tmpfs,
  'volumes-from': volumesFrom,
  'shm-size': shmSize,
  'volatile-tmp': volatileTmp,
  device,
  'device-cgroup-rule': deviceRule,
  gpus,
  memory,
  'memory-reservation': memoryReservation,
  'memory-swap': memorySwap,
  'oom-score-adj': oomScoreAdj,
  cpus,
  'cpu-quota': cpuQuota,
  'cpu-period': cpuPeriod,
  'cpu-shares': cpuShares,
  'cpuset-cpus': cpusetCpus,
  'pids-limit': pidsLimit,
  'blkio-weight': blkioWeight,
  'device-read-bps': throttle,
  'device-read-iops': throttle,
  'device-write-bps': throttle,
  'device-write-iops': throttle,
  cgroups,
  'cgroup-conf': cgroupConf,
  'cgroup-parent': text(({ linux }) => linux, 'cgroupsPath'),
  ulimit,
  sysctl,
  env,
  'env-file': envFile,
  secret,
  entrypoint,
  'health-cmd': healthCommand,
  workdir: text(({ process }) => process, 'cwd'),
  hostname: text(({ whole }) => whole, 'hostname'),
  runtime: text(({ whole }) => whole, 'runtime'),
  os: text(({ whole }) => whole, 'os'),
};

/** Options that are on when they are named, and take a value only behind `=`. */
export const switching: Readonly<Record<string, Effect>> = {
  privileged: onOff(({ whole }) => whole, 'privileged'),
  'read-only': onOff(({ root }) => root, 'readonly'),
  'read-only-tmpfs': onOff(({ root }) => root, 'writableTmpfs'),
  'oom-kill-disable': onOff(({ memory }) => memory, 'disableOOMKiller'),
  'env-host': envHost,
  'publish-all': publishAll,
  'no-healthcheck': noHealthcheck,
};

/** Podman splits the values of these at commas (pflag StringSlice). */
const lists = new Set('cap-add cap-drop group-add publish expose device-cgroup-rule gpus ulimit sysctl uidmap gidmap'.split(' '));

/** Lets an option do what it does; one that has no say in what is judged does nothing. */
export function apply(draft: Draft, option: Option): void {
  const { flag, value } = option;
  const effect = Object.hasOwn(taking, flag) ? taking[flag] : Object.hasOwn(switching, flag) ? switching[flag] : undefined;
  if (effect === undefined) return;
  for (const one of lists.has(flag) ? value.split(',') : [value]) effect(draft, { ...option, value: one });
}
