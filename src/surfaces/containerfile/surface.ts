import type { Surface } from '../../model/index.ts';

export const containerfile: Surface = {
  id: 'containerfile',
  title: 'Containerfile',
  claims: () => false,
  load: async () => (await import('./read.ts')).reader,
};
