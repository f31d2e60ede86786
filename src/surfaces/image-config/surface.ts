import type { Surface } from '../../model/index.ts';
import { claims } from './claims.ts';

/** The configuration that an image carries: an OCI image configuration, or what `docker image inspect` prints of it. */
export const imageConfig: Surface = {
  id: 'image',
  title: 'Image',
  claims,
  load: async () => (await import('./read.ts')).reader,
};
