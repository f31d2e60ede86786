import type { Surface } from '../../model/index.ts';
import { claims } from './claims.ts';

export const kubernetes: Surface = {
  id: 'kubernetes',
  title: 'Kubernetes',
  claims,
  load: async () => (await import('./read.ts')).reader,
  loadWriter: async () => (await import('./write/writer.ts')).writer,
  loadEmitter: async () => (await import('./emit/emitter.ts')).emitter,
};
