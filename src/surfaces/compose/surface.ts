import type { Surface } from '../../model/index.ts';
import { claims } from './claims.ts';

export const compose: Surface = {
  id: 'compose',
  title: 'Compose',
  claims,
  load: async () => (await import('./read.ts')).reader,
  loadWriter: async () => (await import('./write/writer.ts')).writer,
  loadEmitter: async () => (await import('./emit/emitter.ts')).emitter,
};
