import type { PlaceName } from '../../src/translate/index.ts';

const home: Readonly<Record<string, PlaceName>> = { sh: 'docker-run', container: 'quadlet', compose: 'compose', pod: 'kubernetes' };

/** In which form a text of the table is, by the name of its file and its first word. */
export const homeOf = (file: string, text: string): PlaceName => {
  if (text.startsWith('podman')) return 'podman-run';
  return home[file.split('.').at(-1) ?? ''] ?? home[file.split('.')[0] ?? ''] ?? 'docker-run';
};
