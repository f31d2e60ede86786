import type { Control } from '../model/index.ts';
import { apparmor } from './apparmor/control.ts';
import { capabilitiesDropped } from './capabilities-dropped/control.ts';
import { cpuLimit } from './cpu-limit/control.ts';
import { dangerousCapabilities } from './dangerous-capabilities/control.ts';
import { defaultBridge } from './default-bridge/control.ts';
import { engineSocket } from './engine-socket/control.ts';
import { healthCheck } from './health-check/control.ts';
import { hostCgroupNamespace } from './host-cgroup-namespace/control.ts';
import { hostDevices } from './host-devices/control.ts';
import { hostIpc } from './host-ipc/control.ts';
import { hostNetwork } from './host-network/control.ts';
import { hostPid } from './host-pid/control.ts';
import { hostPort } from './host-port/control.ts';
import { hostProcess } from './host-process/control.ts';
import { hostSystemMount } from './host-system-mount/control.ts';
import { hostUts } from './host-uts/control.ts';
import { imagePinned } from './image-pinned/control.ts';
import { ioLimit } from './io-limit/control.ts';
import { maskedPaths } from './masked-paths/control.ts';
import { memoryLimit } from './memory-limit/control.ts';
import { mountPropagation } from './mount-propagation/control.ts';
import { netRaw } from './net-raw/control.ts';
import { networkPolicy } from './network-policy/control.ts';
import { networkPolicyBreadth } from './network-policy-breadth/control.ts';
import { noNewPrivileges } from './no-new-privileges/control.ts';
import { nonRootUser } from './non-root-user/control.ts';
import { oomProtection } from './oom-protection/control.ts';
import { pidsLimit } from './pids-limit/control.ts';
import { privileged } from './privileged/control.ts';
import { probeHost } from './probe-host/control.ts';
import { publishedAddress } from './published-address/control.ts';
import { readOnlyMounts } from './read-only-mounts/control.ts';
import { readOnlyRoot } from './read-only-root/control.ts';
import { remoteAdd } from './remote-add/control.ts';
import { resolvableUser } from './resolvable-user/control.ts';
import { rootGroup } from './root-group/control.ts';
import { seccomp } from './seccomp/control.ts';
import { seccompProfileStrength } from './seccomp-profile-strength/control.ts';
import { secretFileAccess } from './secret-file-access/control.ts';
import { secretInArguments } from './secret-in-arguments/control.ts';
import { secretInBuild } from './secret-in-build/control.ts';
import { secretInEnvironment } from './secret-in-environment/control.ts';
import { secretInManifest } from './secret-in-manifest/control.ts';
import { secretOnDisk } from './secret-on-disk/control.ts';
import { selinux } from './selinux/control.ts';
import { serviceAccountToken } from './service-account-token/control.ts';
import { sharedNamespace } from './shared-namespace/control.ts';
import { singleStageBuild } from './single-stage-build/control.ts';
import { tmpfsOptions } from './tmpfs-options/control.ts';
import { tmpfsSize } from './tmpfs-size/control.ts';
import { ulimits } from './ulimits/control.ts';
import { unsafeSysctls } from './unsafe-sysctls/control.ts';
import { userNamespace } from './user-namespace/control.ts';

/** Every control, sorted by group and then by weight: the order of the reports. */
export const controls: readonly Control[] = [
  nonRootUser,
  resolvableUser,
  rootGroup,
  userNamespace,
  privileged,
  dangerousCapabilities,
  capabilitiesDropped,
  netRaw,
  noNewPrivileges,
  hostProcess,
  hostDevices,
  maskedPaths,
  seccomp,
  seccompProfileStrength,
  apparmor,
  selinux,
  unsafeSysctls,
  engineSocket,
  hostSystemMount,
  hostPid,
  hostNetwork,
  hostIpc,
  hostUts,
  hostCgroupNamespace,
  sharedNamespace,
  mountPropagation,
  readOnlyRoot,
  readOnlyMounts,
  tmpfsOptions,
  memoryLimit,
  pidsLimit,
  cpuLimit,
  ioLimit,
  tmpfsSize,
  ulimits,
  oomProtection,
  publishedAddress,
  hostPort,
  defaultBridge,
  networkPolicy,
  networkPolicyBreadth,
  probeHost,
  secretInEnvironment,
  secretInArguments,
  secretInBuild,
  serviceAccountToken,
  secretFileAccess,
  secretOnDisk,
  secretInManifest,
  imagePinned,
  remoteAdd,
  singleStageBuild,
  healthCheck,
];
