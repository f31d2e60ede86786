export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

type Open = { readonly [key: string]: Json | undefined };

/** Without what is not set; undefined where nothing is left. */
export function filled(object: Open): { readonly [key: string]: Json } | undefined {
  const kept = Object.entries(object).filter((pair): pair is [string, Json] => pair[1] !== undefined);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

export const some = <T extends Json>(list: readonly T[]): readonly T[] | undefined => (list.length === 0 ? undefined : list);
