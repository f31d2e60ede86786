/** What JSON.parse gives, before anybody looked at it. */
export type Json = unknown;

export const objectOf = (value: Json): Readonly<Record<string, Json>> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, Json>>) : undefined;

export const textOf = (value: Json): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
