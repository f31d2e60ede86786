import type { ImageContents, InLayer } from './image-contents.ts';

/** The place of a file that a layer (1-based) brings. */
export function inLayer({ layers }: Pick<ImageContents, 'layers'>, layer: number, path: string): InLayer {
  const own = layers[layer - 1];
  return {
    layer,
    digest: own?.digest ?? '',
    path,
    ...(own?.instruction === undefined ? {} : { instruction: own.instruction }),
    ...(own?.containerfile === undefined ? {} : { containerfile: own.containerfile }),
  };
}

/** Things by the layer that brought them, the lowest first. */
export function byLayer<T extends { readonly layer: number }>(things: readonly T[]): readonly (readonly [number, readonly [T, ...T[]]])[] {
  const layers = new Map<number, [T, ...T[]]>();
  for (const thing of things) {
    const group = layers.get(thing.layer);
    if (group === undefined) layers.set(thing.layer, [thing]);
    else group.push(thing);
  }
  return [...layers].sort(([one], [other]) => one - other);
}

/** "a, b, c and 5 more". */
export function someOf(names: readonly string[], most = 6): string {
  if (names.length <= most) return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}
