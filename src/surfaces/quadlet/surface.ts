import type { Surface } from '../../model/index.ts';
import { claims } from './claims.ts';

/** Podman's units for systemd: podman-systemd.unit(5). */
export const quadlet: Surface = {
  id: 'quadlet',
  title: 'Quadlet',
  claims,
  load: async () => (await import('./read.ts')).reader,
  loadWriter: async () => (await import('./write/writer.ts')).writer,
  loadEmitter: async () => (await import('./emit/emitter.ts')).emitter,
};
