import type { HostControl } from '../model/index.ts';
import { engineAccess } from './engine-access/control.ts';
import { engineConfiguration } from './engine-configuration/control.ts';
import { engineRootless } from './engine-rootless/control.ts';
import { engineVersion } from './engine-version/control.ts';
import { kernelHardening } from './kernel-hardening/control.ts';
import { kernelSupport } from './kernel-support/control.ts';
import { usernsRemap } from './userns-remap/control.ts';

/** Every control on the machine itself. Apart from the others: only `check host` and `explain` load them. */
export const hostControls: readonly HostControl[] = [
  engineVersion,
  engineAccess,
  engineRootless,
  usernsRemap,
  engineConfiguration,
  kernelSupport,
  kernelHardening,
];
