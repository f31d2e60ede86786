import type { ImageControl } from '../model/index.ts';
import { imageSecrets } from './image-secrets/control.ts';

/** Every control on the bytes of an image. Apart from the others: only `scan` and `explain` load them. */
export const imageControls: readonly ImageControl[] = [imageSecrets];
