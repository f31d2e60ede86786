import type { Surface } from '../../model/index.ts';

export const compose: Surface = {
  id: 'compose',
  title: 'Compose',
  claims: () => false,
  load: async () => (await import('./read.ts')).reader,
};
