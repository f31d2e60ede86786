import type { Surface } from '../../model/index.ts';
import { claims } from './claims.ts';

export const containerfile: Surface = {
  id: 'containerfile',
  title: 'Containerfile',
  claims,
  load: async () => (await import('./read.ts')).reader,
};
