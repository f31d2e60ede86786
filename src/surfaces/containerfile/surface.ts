import type { Surface } from '../../model/index.ts';
import { claims } from './claims.ts';

export const containerfile: Surface = {
  id: 'containerfile',
  title: 'Containerfile',
  claims,
  // Nobody writes that much by hand, and every line of it is kept with its place.
  longest: 2 * 1024 * 1024,
  load: async () => (await import('./read.ts')).reader,
  loadWriter: async () => (await import('./write/writer.ts')).writer,
};
