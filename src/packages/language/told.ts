import { type LayerFact, type Package, Unreadable } from '../../model/index.ts';
import { packageFacts } from '../os/record.ts';

/** What a file tells of; nothing where it tells of none. One of which its file tells a second time counts once. */
export function toldBy(path: string, packages: readonly (Package | undefined)[]): LayerFact[] {
  const known = new Map(packages.flatMap((each) => (each === undefined ? [] : [[`${each.name}\n${each.version}\n${each.arch}`, each]])));
  return known.size === 0 ? [] : packageFacts(path, [...known.values()]);
}

export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

export function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(textOf(bytes));
  } catch {
    throw new Unreadable('it is no JSON');
  }
}
