import type { Origin } from '../model/index.ts';

/** Deeper than this nothing of the model is. */
const deepest = 50;

/** The same plain data with every origin in a text that was made from others moved to where it was written. */
export function settled<T>(value: T, depth = 0): T {
  if (typeof value !== 'object' || value === null || depth > deepest) return value;
  if (Array.isArray(value)) return value.map((one) => settled(one, depth + 1)) as T;
  if (isOrigin(value)) return (value.source.writtenAt?.(value.start, value.end) ?? value) as T;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, settled(part, depth + 1)])) as T;
}

const isOrigin = (value: object): value is Origin => 'source' in value && 'start' in value && 'end' in value;
