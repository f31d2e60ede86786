import { Unreadable } from '../../../model/index.ts';

/** Tags of a package's header: include/rpm/rpmtag.h of rpm 4.18. */
export const tags = {
  name: 1000,
  version: 1001,
  release: 1002,
  epoch: 1003,
  size: 1009,
  license: 1014,
  arch: 1022,
  sourceRpm: 1044,
  directoryIndexes: 1116,
  baseNames: 1117,
  directoryNames: 1118,
  longSize: 5009,
  modularity: 5096,
} as const;

/** What a header holds, by tag. Offsets are into its store. */
export interface Header {
  /** The first of its texts. */
  text(tag: number): string | undefined;
  texts(tag: number): readonly string[];
  numbers(tag: number): readonly number[];
}

/** rpm refuses more than 0xffff tags, and more than 256 MiB of data (lib/header.c, hdrchkTags and hdrchkData). */
const mostTags = 0xffff;
const entryLength = 16;

/** Values of one tag: the largest packages have a hundred thousand files. */
const mostValues = 2_000_000;

/** rpm's types of values: rpmTagType_e. */
const [int32, int64, string, stringArray, translated] = [4, 5, 6, 8, 9];

/**
 * The header of a package as databases of rpm keep it: number of tags, bytes of the store, an index of 16 bytes a tag (tag, type, offset, count), the store;
 * numbers big-endian (doc/manual/format_header.md of rpm 4.18). Throws Unreadable where its lengths do not fit.
 */
export function headerOf(bytes: Uint8Array): Header {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8) throw new Unreadable('a package in it is cut off');
  const [count, length] = [view.getUint32(0), view.getUint32(4)];
  const start = 8 + count * entryLength;
  if (count > mostTags || start + length > bytes.length)
    throw new Unreadable('a package in it is cut off, or says a length that it has not');
  const wanted = new Set<number>(Object.values(tags));
  const index = new Map<number, Entry>();
  for (let at = 8; at < start; at += entryLength) {
    const tag = view.getUint32(at);
    if (!wanted.has(tag) || index.has(tag)) continue;
    index.set(tag, { type: view.getUint32(at + 4), offset: view.getUint32(at + 8), count: view.getUint32(at + 12) });
  }
  const store = bytes.subarray(start, start + length);
  const texts = (tag: number): readonly string[] => textsOf(store, index.get(tag));
  return {
    texts,
    text: (tag) => textsOf(store, index.get(tag), 1)[0],
    numbers: (tag) => numbersOf(new DataView(store.buffer, store.byteOffset, store.byteLength), index.get(tag)),
  };
}

interface Entry {
  readonly type: number;
  readonly offset: number;
  readonly count: number;
}

const tooMany = 'a package in it says more files than any has';

const decoder = new TextDecoder();

/** Texts that end with a zero byte, one behind the other: as many as are there. */
function textsOf(store: Uint8Array, entry: Entry | undefined, most = Number.POSITIVE_INFINITY): readonly string[] {
  if (entry === undefined || ![string, stringArray, translated].includes(entry.type)) return [];
  const texts: string[] = [];
  for (let at = entry.offset; at < store.length && texts.length < Math.min(entry.count, most); ) {
    if (texts.length === mostValues) throw new Unreadable(tooMany);
    const end = store.indexOf(0, at);
    if (end === -1) break;
    texts.push(decoder.decode(store.subarray(at, end)));
    at = end + 1;
  }
  return texts;
}

function numbersOf(store: DataView, entry: Entry | undefined): readonly number[] {
  if (entry === undefined || (entry.type !== int32 && entry.type !== int64)) return [];
  const width = entry.type === int32 ? 4 : 8;
  const count = Math.min(entry.count, Math.floor(Math.max(0, store.byteLength - entry.offset) / width));
  if (count > mostValues) throw new Unreadable(tooMany);
  return Array.from({ length: count }, (_, nth) => {
    const at = entry.offset + nth * width;
    return width === 4 ? store.getUint32(at) : Number(store.getBigUint64(at));
  });
}
