import type { Surface } from '../../model/index.ts';
import { claims } from './claims.ts';

/** A bundle's config.json, as runc and crun run it: the OCI runtime specification. */
export const ociBundle: Surface = {
  id: 'oci-bundle',
  title: 'OCI bundle',
  claims,
  load: async () => (await import('./read.ts')).reader,
};
