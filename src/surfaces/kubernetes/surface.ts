import type { Surface } from '../../model/index.ts';

export const kubernetes: Surface = {
  id: 'kubernetes',
  title: 'Kubernetes',
  claims: () => false,
  load: async () => (await import('./read.ts')).reader,
};
