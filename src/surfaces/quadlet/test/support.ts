import type { Container, ReadResult } from '../../../model/index.ts';
import { reader } from '../read.ts';

export interface World {
  readonly path?: string;
  /** Other files by their path, as seen from the unit's folder. */
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** Reads a unit in a world of its own. */
export function readQuadlet(text: string, { path = 'web.container', files = {}, env = {} }: World = {}): ReadResult {
  const sources = new Map(Object.entries(files).map(([name, content]) => [name, { path: name, text: content }]));
  return reader.read(
    { path, text },
    {
      env,
      load: (wanted) => sources.get(wanted.replace(/^\.\//, '')),
      list: (folder) => [...sources.keys()].filter((name) => name.startsWith(`${folder}/`)).map((name) => name.slice(folder.length + 1)),
    },
  );
}

/** Keys of [Container], of a unit with an image. */
export const asContainer = (keys: string): string => `[Container]\nImage=web\n${keys}\n`;

export function only({ containers }: ReadResult): Container {
  const [container] = containers;
  if (container === undefined) throw new Error('no container was read');
  return container;
}

/** The model without provenance: a field's value, or "? why" where it is not known. */
export function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  const field = value as { state?: unknown; value?: unknown; because?: unknown };
  if (field.state === 'written' || field.state === 'default') return bare(field.value);
  if (field.state === 'unknown') return `? ${String(field.because)}`;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => (key === 'origin' || part === undefined ? [] : [[key, bare(part)] as const])),
  );
}

export const pick = (value: unknown, way: string): unknown =>
  way.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], value);
