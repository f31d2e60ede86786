import type { Surface } from '../model/index.ts';
import { compose } from './compose/surface.ts';
import { containerfile } from './containerfile/surface.ts';
import { imageConfig } from './image-config/surface.ts';
import { inspect } from './inspect/surface.ts';
import { kubernetes } from './kubernetes/surface.ts';
import { ociBundle } from './oci-bundle/surface.ts';
import { quadlet } from './quadlet/surface.ts';
import { runCommand } from './run-command/surface.ts';

/** Every way of declaring a container, the most particular claim first: the first surface that claims a text reads it. */
export const surfaces: readonly Surface[] = [containerfile, compose, kubernetes, ociBundle, inspect, imageConfig, quadlet, runCommand];
