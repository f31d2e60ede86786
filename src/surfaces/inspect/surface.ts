import type { Surface } from '../../model/index.ts';
import { claims } from './claims.ts';

/** What an engine says of a container that it has: `docker inspect`, `podman inspect`, or the same by the engine's API. */
export const inspect: Surface = {
  id: 'inspect',
  title: 'Inspect',
  claims,
  load: async () => (await import('./read.ts')).reader,
};
