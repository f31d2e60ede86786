/** The model without provenance: what is written is its value, what is unknown is "? why". */
export function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  const { state, value: inner, because } = value as { state?: unknown; value?: unknown; because?: unknown };
  if (state === 'written' || state === 'default') return bare(inner);
  if (state === 'unknown') return `? ${String(because)}`;
  return Object.fromEntries(Object.entries(value).flatMap(([key, part]) => (key === 'origin' ? [] : [[key, bare(part)] as const])));
}

/** The part at "a.b.0". */
export const pick = (value: unknown, way: string): unknown =>
  way.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], value);
