import type { Aspect } from '../trait.ts';
import { capability } from './capability.ts';
import { apparmor, noNewPrivileges, selinux } from './confinement.ts';
import { device } from './device.ts';
import { image, runtime } from './image.ts';
import { kernelPath } from './kernel-path.ts';
import { limit } from './limit.ts';
import { mount } from './mount.ts';
import { namespace } from './namespace.ts';
import { network, networkPolicy } from './network.ts';
import { port } from './port.ts';
import { privileged } from './privileged.ts';
import { rootFilesystem } from './root-filesystem.ts';
import { attackSurface, seccomp } from './seccomp.ts';
import { secret, token } from './secret.ts';
import { sysctl } from './sysctl.ts';
import { user } from './user.ts';

/** What is compared; of equal weight the first is told first. */
export const aspects: readonly Aspect[] = [
  privileged,
  capability,
  namespace,
  mount,
  device,
  user,
  rootFilesystem,
  noNewPrivileges,
  seccomp,
  attackSurface,
  apparmor,
  selinux,
  kernelPath,
  secret,
  token,
  sysctl,
  port,
  networkPolicy,
  network,
  limit,
  image,
  runtime,
];
