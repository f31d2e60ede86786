import { Unreadable } from '../model/index.ts';
import { type Entry, followsItself, headerOf, moreOf, saysMore } from './layer/header.ts';

/** An entry of a tar file, and where its content stands in it. */
export interface IndexedEntry {
  readonly name: string;
  readonly type: string;
  readonly link: string;
  readonly start: number;
  readonly length: number;
}

export interface TarIndex {
  readonly entries: readonly IndexedEntry[];
  readonly cutOff: boolean;
}

/** An archive of images has a handful of entries for each layer. */
const mostEntries = 200_000;
/** Longer than any path that a system takes. */
const longestName = 8192;

/**
 * The entries of a tar file of `size` bytes by their headers alone: what lies between is not read. `readAt` gives as many bytes as there are, at most so many.
 * `cutOff`: the file ends before it should; the last entry may be shorter than it says. Throws Unreadable: no tar, damaged, out of bounds.
 */
export function indexOfTar(size: number, readAt: (start: number, length: number) => Uint8Array): TarIndex {
  const entries: IndexedEntry[] = [];
  let longer: Partial<Entry> = {};
  let zeros = 0;
  let at = 0;
  const cut = { entries, cutOff: true };
  while (zeros < 2) {
    const block = readAt(at, 512);
    if (block.length < 512) return { entries, cutOff: zeros === 0 && (at !== size || longer.name !== undefined) };
    const raw = headerOf(block);
    at += 512;
    if (raw === undefined) {
      zeros++;
      continue;
    }
    if (zeros > 0) throw new Unreadable('it is no tar file, or a damaged one');
    if (saysMore(raw.type)) {
      if (raw.size > longestName) throw new Unreadable('a header in it is longer than 8 KiB, which no archive of images needs');
      const bytes = readAt(at, raw.size);
      if (bytes.length < raw.size) return cut;
      longer = { ...longer, ...moreOf(raw.type, bytes) };
      at += padded(raw.size);
      continue;
    }
    for (let map = followsItself(block, raw.type); map; at += 512) {
      const more = readAt(at, 512);
      if (more.length < 512) return cut;
      map = more[504] !== 0;
    }
    if (entries.length >= mostEntries) throw new Unreadable(`it holds more than ${mostEntries} entries, and no archive of images does`);
    const { name, type, link, size: said } = { ...raw, ...longer };
    longer = {};
    const length = type >= '1' && type <= '6' ? 0 : said;
    if (type !== 'g') entries.push({ name, type, link, start: at, length });
    at += padded(length);
  }
  return { entries, cutOff: false };
}

const padded = (size: number): number => Math.ceil(size / 512) * 512;
