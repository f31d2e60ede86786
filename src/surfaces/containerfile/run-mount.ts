import { baseName } from '../../text/path.ts';
import type { Flag } from './words.ts';

export type MountOptions = ReadonlyMap<string, string>;

const types = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'];

const aliases: Readonly<Record<string, string>> = { src: 'source', dst: 'target', destination: 'target' };

/** `type=secret,id=x,...` of RUN --mount, keys lower case; a key without a value has the value "". */
export function mountOptions(value: string): MountOptions {
  const options = new Map<string, string>();
  for (const field of fields(value)) {
    const equals = field.indexOf('=');
    const key = (equals < 0 ? field : field.slice(0, equals)).toLowerCase();
    if (key !== '') options.set((Object.hasOwn(aliases, key) ? aliases[key] : undefined) ?? key, equals < 0 ? '' : field.slice(equals + 1));
  }
  return options;
}

/** Comma separated; a field in double quotes may hold commas. */
function fields(value: string): string[] {
  const found: string[] = [];
  let field = '';
  let quoted = false;
  for (const char of value) {
    if (char === '"') quoted = !quoted;
    else if (char === ',' && !quoted) {
      found.push(field);
      field = '';
    } else field += char;
  }
  found.push(field);
  return found;
}

export const mountType = (options: MountOptions): string => (options.get('type') ?? 'bind').toLowerCase();

/** The stage or image that a mount reads from. */
export const mountFrom = (flag: Flag): string | undefined => mountOptions(flag.value ?? '').get('from') || undefined;

/** Why the builder refuses this mount; undefined: it does not. */
export function mountFault(flag: Flag): string | undefined {
  const options = mountOptions(flag.value ?? '');
  const type = mountType(options);
  if (!type.includes('$') && !types.includes(type)) return `RUN --mount knows the types ${types.join(', ')}: correct its type=`;
  if (type === 'secret' && !options.has('id') && !options.has('source') && !options.has('target'))
    return 'RUN --mount=type=secret needs an id: write --mount=type=secret,id=NAME';
  if (options.get('from')?.includes('$')) return 'RUN --mount takes no variable in from=: give the image a stage of its own and name that';
  return undefined;
}

/** A secret's id: written, or the last part of where it goes (moby/buildkit 73ed6825, dockerfile2llb/convert_secrets.go). */
export function secretId(options: MountOptions): string {
  const written = options.get('source') || options.get('id');
  if (written) return written;
  const target = options.get('target') ?? '';
  return baseName(target);
}
