import { defaultEngine } from '../../../engines/index.ts';
import type { RunningEngine } from '../../../engines/running/index.ts';
import { knownValue, Unreadable } from '../../../model/index.ts';
import type { Disk } from '../../../run/index.ts';
import type { Program } from '../engine.ts';
import { type Plan, planRun } from '../plan.ts';
import { bundleDisk } from '../store-disk.ts';
import type { Asked } from './asked.ts';
import type { Rooted } from './bundle.ts';
import { isRoot } from './ids.ts';

/** What will be started, with the measures of an engine that has no settings of its own, and the disk that it is held to a rate on. */
export async function planAlone(asked: Asked, { root, built, ids }: Rooted, { kind }: Program): Promise<{ plan: Plan; disk: Disk }> {
  const running: RunningEngine = {
    ...{ kind: 'docker', version: defaultEngine('docker').version, name: kind },
    ...{ remapsUsers: false, noNewPrivileges: false, apparmor: false },
  };
  // A user's own share of the control groups has no `io` as a rule (systemd 257 units/user@.service.in, Delegate=pids memory cpu).
  const disk: Disk = isRoot() ? bundleDisk(root) : { because: 'who is not root has no say over disks' };
  const { user, group } = built.process;
  const circumstances = {
    ...{ engine: running, disk, mapsUsers: false, oneUser: ids.single, callerLimits: new Map<string, number>() },
    image: { user, group, ports: built.ports, volumes: [] },
  };
  const plan = await planRun({ asked, circumstances, running, built });
  // Engines read their profiles in a form of their own, which no runtime knows.
  if (plan.profile === undefined && knownValue(plan.effective.linux.seccomp)?.profile === 'custom')
    throw new Unreadable(
      '--security-opt seccomp=FILE is for engines: a runtime alone gets the profile of bulkhead, or none (seccomp=unconfined)',
    );
  return { plan, disk };
}
