import type { Mount, MountType } from '../../src/model/index.ts';
import { at, source as text } from './table.ts';

/** A mount as somebody wrote it; `more` replaces or adds leaves. */
export const mount = (type: MountType, source: string | undefined, destination: string, more: Partial<Mount> = {}): Mount => ({
  origin: { source: text, start: 2, end: 9 },
  type: at(type),
  ...(source === undefined ? {} : { source: at(source, 3) }),
  destination: at(destination, 4),
  ...more,
});

export const bind = (source: string, more: Partial<Mount> = {}): Mount => mount('bind', source, '/mnt/it', more);

export const tmpfs = (destination: string, more: Partial<Mount> = {}): Mount => mount('tmpfs', undefined, destination, more);
