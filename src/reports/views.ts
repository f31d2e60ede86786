import type { Container, EnvVar, Field, Host, Origin } from '../model/index.ts';
import { placeOf } from '../text/lines.ts';
import { maskArguments, maskSecrets } from '../text/secrets.ts';

/** A view is a tree of no great depth; a deeper one is not one of ours. */
const deepest = 16;

/**
 * A view of a container as plain JSON. A field becomes {value, file, line, column} when it was written,
 * {value, from} when it is a default (with the place that caused it), {unknown} when it is not known. Values of
 * environment variables and build arguments are left out; other text has its secrets hidden. What a pod says beside its
 * containers is left out too: every container holds what it makes of it. So are the accounts in the image's files.
 */
export const viewOf = ({ pod: _pod, written: _written, policies: _policies, ...container }: Container): unknown => plain(container, 0);

/** The same of the machine. Maps become objects; users and their homes are left out. */
export const viewOfHost = ({ users: _users, ...host }: Host): unknown => plain(host, 0);

function plain(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return maskLines(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > deepest) return undefined;
  if (Array.isArray(value)) return value.every(isString) ? maskArguments(value) : value.map((entry) => plain(entry, depth + 1));
  if (isField(value)) return fieldOf(value, depth);
  if (value instanceof Map) return objectOf(Object.fromEntries(value), depth);
  return objectOf(value as Record<string, unknown>, depth);
}

function objectOf(value: Record<string, unknown>, depth: number): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) {
    if (part === undefined || key === 'accounts' || (key === 'text' && setsVariables(value))) continue;
    if (isOrigin(part)) Object.assign(result, whereOf(part));
    else if ((key === 'env' || key === 'args') && isNamed(part)) result[key] = part.map(nameOnly);
    else result[key] = plain(part, depth + 1);
  }
  return result;
}

function fieldOf(field: Field<unknown>, depth: number): Record<string, unknown> {
  const where = field.origin === undefined ? {} : whereOf(field.origin);
  if (field.state === 'unknown') return { unknown: field.because, ...where };
  const value = plain(field.value, depth + 1);
  return field.state === 'default' ? { value, from: field.from, ...where } : { value, ...where };
}

function whereOf(origin: Origin): { file: string; line: number; column: number } {
  const { file, line, column } = placeOf(origin);
  return { file, line, column };
}

const nameOnly = ({ name, from, origin }: Partial<EnvVar>): Record<string, unknown> => ({
  name,
  ...(from === undefined ? {} : { from }),
  ...(origin === undefined ? {} : whereOf(origin)),
});

/** A build step whose text is nothing but names and values of variables. */
const setsVariables = ({ instruction }: Record<string, unknown>): boolean => instruction === 'ENV' || instruction === 'ARG';

const maskLines = (text: string): string =>
  text
    .split('\n')
    .map((line) => maskSecrets(line))
    .join('\n');

const isString = (value: unknown): value is string => typeof value === 'string';

const isField = (value: object): value is Field<unknown> => 'state' in value && typeof value.state === 'string';

const isOrigin = (value: unknown): value is Origin =>
  typeof value === 'object' && value !== null && 'source' in value && 'start' in value && 'end' in value;

const isNamed = (value: unknown): value is Partial<EnvVar>[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === 'object' && entry !== null && 'name' in entry);
