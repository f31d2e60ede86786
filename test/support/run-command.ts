import type { Container, Field, ReadContext, ReadResult, Source } from '../../src/model/index.ts';
import { reader } from '../../src/surfaces/run-command/read.ts';

export const noFiles: ReadContext = { load: () => undefined, env: { HOME: '/home/me' } };

export const readText = (text: string, path = 'command line', context = noFiles): ReadResult => reader.read({ path, text }, context);

/** The only container of a text, which must come without a problem. */
export function only(text: string, path = 'command line', context = noFiles): Container {
  const { containers, problems } = readText(text, path, context);
  const [container] = containers;
  if (container === undefined || containers.length > 1 || problems.length > 0) {
    throw new Error(`${containers.length} containers, problems: ${JSON.stringify(problems)}`);
  }
  return container;
}

/** The model without origins: values alone, `?reason` for what is unknown, `~value` for what the format gives by itself. */
export function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  if ('state' in value) {
    const field = value as Field<unknown>;
    if (field.state === 'unknown') return `?${field.because}`;
    return field.state === 'default' ? { default: bare(field.value) } : bare(field.value);
  }
  return Object.fromEntries(Object.entries(value).flatMap(([key, part]) => (key === 'origin' ? [] : [[key, bare(part)]])));
}

/** What stands at an origin. */
export const quoteOf = ({ source, start, end }: { source: Source; start: number; end: number }): string => source.text.slice(start, end);
