import type { PageEntry, PageImage } from '../data.ts';
import { isOpen } from '../model.ts';
import type { Found } from '../store.ts';

/** What is shown of one layer now: of all that it holds, what somebody asks for. */
export interface InLayer {
  readonly entries: readonly PageEntry[];
  readonly packages: readonly string[];
}

/** By layer of an image, the last one what is in none of them: its configuration. A search is for packages as well, by their names and versions. */
export function byLayer({ container, layers, packages }: PageImage, { entries, filter, all }: Found): readonly InLayer[] {
  const found: PageEntry[][] = Array.from({ length: layers.length + 1 }, () => []);
  for (const entry of entries)
    if (entry.container === container && (filter.shown.size > 0 || isOpen(entry)))
      found[(entry.layer ?? 0) === 0 ? layers.length : (entry.layer ?? 1) - 1]?.push(entry);
  const words = filter.search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  // Who asks for findings of a severity or a control asks for no packages.
  const named = words.length > 0 && filter.severities.size === 0 && filter.control === '';
  return found.map((own, at) => ({
    entries: own,
    packages: all
      ? (packages[at] ?? [])
      : named
        ? (packages[at] ?? []).filter((line) => words.every((word) => line.toLowerCase().includes(word)))
        : [],
  }));
}
