import type { Field, Origin, Source } from '../../model/index.ts';
import { hasHole, type Text } from './interpolate.ts';
import { dotted, isAbsolute, join, tidy } from './paths.ts';
import { scopeOf } from './reading.ts';
import type { Service } from './service-keys.ts';
import { part } from './values.ts';

/** A path of the host: `~` is the caller's home where it is known, relative ones start at the project's folder. */
export function hostPath(service: Service, text: Text, path: string, source: Source, origin: Origin): Field<string> {
  if (hasHole(path)) return part(text, path, origin);
  const home = /^~(?:\/|$)/.test(path) ? service.reading.context.env.HOME : undefined;
  const expanded = home === undefined ? path : home + path.slice(1);
  if (expanded.startsWith('~')) return part(text, expanded, origin);
  if (isAbsolute(expanded)) return part(text, tidy(expanded), origin);
  return part(text, dotted(join(scopeOf(service.reading, source).dir, expanded)), origin);
}
