import type { Control } from '../../model/index.ts';
import type { Minor } from '../versions.ts';
import { allowPrivilegeEscalation } from './allow-privilege-escalation.ts';
import { appArmorProfile } from './app-armor-profile.ts';
import { capabilitiesBaseline } from './capabilities-baseline.ts';
import { capabilitiesRestricted } from './capabilities-restricted.ts';
import { type Check, judgeCheck, type Revision, revisionAt } from './check.ts';
import { hostNamespaces } from './host-namespaces.ts';
import { hostPathVolumes } from './host-path-volumes.ts';
import { hostPorts } from './host-ports.ts';
import { hostProbesAndHostLifecycle } from './host-probes.ts';
import { privileged } from './privileged.ts';
import { procMount, procMountRestricted } from './proc-mount.ts';
import { restrictedVolumes } from './restricted-volumes.ts';
import { runAsNonRoot } from './run-as-non-root.ts';
import { runAsUser } from './run-as-user.ts';
import { seLinuxOptions } from './se-linux-options.ts';
import { seccompProfileBaseline, seccompProfileRestricted } from './seccomp-profile.ts';
import { sysctls } from './sysctls.ts';
import { windowsHostProcess } from './windows-host-process.ts';

/** Every check of the standard, in the order in which admission makes them: baseline by id, then restricted by id. */
export const checks: readonly Check[] = [
  appArmorProfile,
  capabilitiesBaseline,
  ...hostNamespaces,
  hostPathVolumes,
  hostPorts,
  hostProbesAndHostLifecycle,
  privileged,
  procMount,
  seLinuxOptions,
  seccompProfileBaseline,
  sysctls,
  windowsHostProcess,
  allowPrivilegeEscalation,
  capabilitiesRestricted,
  procMountRestricted,
  restrictedVolumes,
  runAsNonRoot,
  runAsUser,
  seccompProfileRestricted,
];

interface Made {
  readonly check: Check;
  readonly revision: Revision;
}

/**
 * The checks that admission of this Kubernetes version makes at this level, each as a control: ours in name, explanation and
 * remedy, admission's in verdict. A restricted check that says more than a baseline one takes its place (policy/registry.go).
 */
export function pssControls(level: Check['level'], version: Minor): readonly Control[] {
  const made = checks.filter((check) => level === 'restricted' || check.level === 'baseline').flatMap((check) => madeAt(check, version));
  const replaced = new Set(made.map(({ revision }) => revision.replaces));
  return made.filter(({ check }) => !replaced.has(check.id)).map((one) => asControl(one, version));
}

function madeAt(check: Check, version: Minor): Made[] {
  const revision = revisionAt(check, version);
  return revision === undefined ? [] : [{ check, revision }];
}

/** What admission says of a container of Windows is admission's own. */
function asControl({ check, revision }: Made, version: Minor): Control {
  const { kernel: _, ...control } = check.control;
  return {
    ...control,
    level: 'recommended',
    judges: ['container'],
    references: { ...control.references, pss: [check.id] },
    judge: (container) => judgeCheck(check, revision, version, container),
  };
}
