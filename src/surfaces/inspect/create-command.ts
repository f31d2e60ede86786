import type { Origin } from '../../model/index.ts';
import { asString, listOf, pairOf } from '../../text/json/values.ts';
import { originOf } from '../../text/yaml/node.ts';
import type { Inspected } from './inspected.ts';

export interface Given {
  readonly value: string;
  readonly origin: Origin;
}

/**
 * The values of options in the command that made a container, which Podman keeps: for what its inspect leaves out. Undefined: there
 * is none, as for a container that was made by the API.
 */
export function optionsGiven({ reading, whole, config }: Inspected, names: readonly string[]): readonly Given[] | undefined {
  const words = listOf(reading, config, 'CreateCommand')?.items;
  if (words === undefined || words.length === 0) return undefined;
  const image = pairOf(whole, 'ImageName');
  const given: Given[] = [];
  for (const [index, node] of words.entries()) {
    const text = asString(node);
    // What follows the image are words of the program.
    if (text === undefined || (image !== undefined && text === asString(image.value))) break;
    const name = names.find((one) => text === one || text.startsWith(`${one}=`));
    if (name === undefined) continue;
    const next = words[index + 1];
    const value = text === name ? (next === undefined ? undefined : asString(next)) : text.slice(name.length + 1);
    if (value !== undefined) given.push({ value, origin: originOf(text === name && next !== undefined ? next : node) });
  }
  return given;
}
