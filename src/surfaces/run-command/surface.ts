import type { Surface } from '../../model/index.ts';

export const runCommand: Surface = {
  id: 'run-command',
  title: 'Run command',
  claims: () => false,
  load: async () => (await import('./read.ts')).reader,
};
