import { type Host, knownValue, type MachineDoor, type Problem } from '../model/index.ts';
import { cgroupOf } from './cgroup.ts';
import { daemonsOf } from './docker/daemons.ts';
import { filesOf, nowhereIn } from './files.ts';
import { kernelOf } from './kernel.ts';
import { processesOf } from './processes.ts';
import { programsOf } from './programs.ts';
import { socketsOf } from './sockets.ts';
import { cpuVulnerabilitiesOf, sysctlsOf } from './sysctls.ts';
import { systemOf } from './system.ts';
import { subordinateOf, usersOf } from './users.ts';
import { viewOf } from './view.ts';

/** Everything that is judged of a machine, read through its door; what could not be read is an unknown field, and what is broken a problem. */
export async function readHost(door: MachineDoor): Promise<{ readonly host: Host; readonly problems: readonly Problem[] }> {
  const files = filesOf(door);
  const users = usersOf(files);
  const processes = processesOf(files);
  const programs = await programsOf(files);
  const docker = await daemonsOf(files, programs, processes, users);
  const told = listening(docker);
  const running = listening(docker.filter((daemon) => daemon.running));
  const host: Host = {
    origin: nowhereIn('host'),
    view: viewOf(files),
    system: systemOf(files),
    kernel: kernelOf(files),
    cgroup: cgroupOf(files),
    sysctls: sysctlsOf(files),
    cpuVulnerabilities: cpuVulnerabilitiesOf(files),
    users,
    subordinate: { uid: subordinateOf(files, '/etc/subuid'), gid: subordinateOf(files, '/etc/subgid') },
    programs,
    processes,
    sockets: socketsOf(files, users, told, running),
    docker,
  };
  return { host, problems: files.problems };
}

/** Where daemons are told to listen on this machine. */
const listening = (daemons: Host['docker']): string[] =>
  daemons
    .flatMap(({ settings }) => settings.hosts.map(knownValue))
    .flatMap((host) => (host?.startsWith('unix://') ? [host.slice('unix://'.length)] : []));
