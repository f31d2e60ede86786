import type { ScannedImage } from '../../model/index.ts';
import { count, list } from '../text/words.ts';

/** Is the layer of this number (1-based) of the image that this one was built from? */
export const isBase = ({ layers }: ScannedImage, layer: number): boolean => layers[layer - 1]?.base === true;

/** "layers 1 to 6", "layer 1", "layers 1 and 4"; empty: none is known to be. */
export function baseLayers({ layers }: ScannedImage): string {
  const numbers = layers.flatMap(({ base }, at) => (base === true ? [at + 1] : []));
  const [first = 0] = numbers;
  const last = numbers.at(-1) ?? 0;
  if (numbers.length < 3 || last - first !== numbers.length - 1)
    return numbers.length === 0 ? '' : `layer${numbers.length === 1 ? '' : 's'} ${list(numbers.map(String))}`;
  return `layers ${first} to ${last}`;
}

/** "7 layers, 2 of them of its base image". */
export function layersText({ layers }: ScannedImage): string {
  const base = layers.filter((layer) => layer.base === true).length;
  return `${count(layers.length, 'layer')}${base === 0 ? '' : `, ${base} of them of its base image`}`;
}
