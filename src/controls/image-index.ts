import type { ImageControl } from '../model/index.ts';
import { buildToolsInImage } from './build-tools-in-image/control.ts';
import { endOfLifeBase } from './end-of-life-base/control.ts';
import { imageSecrets } from './image-secrets/control.ts';
import { imageVulnerabilities } from './image-vulnerabilities/control.ts';
import { setuidFiles } from './setuid-files/control.ts';
import { shellsAndPackageManagers } from './shells-and-package-managers/control.ts';
import { writableSystemFiles } from './writable-system-files/control.ts';

/** Every control on the bytes of an image. Apart from the others: only `scan` and `explain` load them. */
export const imageControls: readonly ImageControl[] = [
  imageSecrets,
  imageVulnerabilities,
  endOfLifeBase,
  setuidFiles,
  writableSystemFiles,
  shellsAndPackageManagers,
  buildToolsInImage,
];
