import type { FilePieces, LayerFact, LayerFile } from '../../../model/index.ts';
import { joined } from '../../../text/bytes.ts';
import { elfOf } from '../elf/elf.ts';
import { toldBy } from '../told.ts';
import { type BuildInfo, headerLength, inlineAt, places } from './build-info.ts';
import { modulesOf } from './modules.ts';

/** Bytes from a header on that are held: more than the longest list of modules that was met, by far. */
const held = 4 * 1024 * 1024;
/** What only looks like a header is rare. */
const mostTries = 50;
/** The names of sections stand at the end, before the headers of sections. */
const tailLength = 256 * 1024;
const crates = new TextEncoder().encode('.dep-v0\0');

/** A program that is too long to be held: what Go since 1.18 wrote into it is found as it goes by. What it tells in another form becomes a problem. */
export function longProgram({ path }: LayerFile): FilePieces {
  const tail = latest(tailLength);
  let info: BuildInfo | undefined;
  let isOlder = false;
  let tries = 0;
  /** What was not looked at yet: from a header on, or the few bytes that may be the begin of one. */
  let chunks: Uint8Array[] = [];
  let length = 0;
  /** Of the first of them in the file; and how many are waited for. */
  let place = 0;
  let enough = headerLength;
  /** Where in the file Go's linker may have written. */
  let written: Part | undefined;

  function look(isEnd: boolean): void {
    const bytes = joined(chunks, length);
    let next = Math.max(0, length - headerLength + 1);
    enough = headerLength;
    for (const at of places(bytes, place)) {
      if (info !== undefined || tries >= mostTries) break;
      if (!isEnd && length - at < held) {
        [next, enough] = [at, held];
        break;
      }
      tries++;
      info = inlineAt(bytes, at);
      isOlder ||= isBeforeInline(bytes, at);
    }
    chunks = [bytes.slice(next)];
    length -= next;
    place += next;
  }

  return {
    data(chunk) {
      tail.add(chunk);
      if (info !== undefined || tries >= mostTries) return;
      written ??= writtenPart(chunk);
      const end = place + length + chunk.length;
      const isElsewhere = end <= written.from || place + length >= written.to;
      if (isElsewhere && enough === headerLength) {
        [chunks, length, place] = [[], 0, end];
        return;
      }
      chunks.push(chunk);
      length += chunk.length;
      if (length >= enough) look(false);
    },
    end() {
      look(true);
      const unread = [
        ...(isOlder && info === undefined ? ['it was built by Go before 1.18'] : []),
        ...(includes(tail.bytes(), crates) ? ['it tells of crates'] : []),
      ].map((what): LayerFact => ({ kind: 'problem', path, because: `${what}, and is too long to be read in full` }));
      return [...(info === undefined ? [] : toldBy(path, modulesOf(info))), ...unread];
    },
  };
}

interface Part {
  readonly from: number;
  readonly to: number;
}

/** The first segment that is written to; anywhere, where its header is not in the first piece. */
function writtenPart(first: Uint8Array): Part {
  const writable = elfOf(first)?.writable;
  return writable === undefined
    ? { from: 0, to: Number.POSITIVE_INFINITY }
    : { from: writable.offset, to: writable.offset + writable.size };
}

/** Addresses of 4 or 8 bytes stand where later the texts do. */
const isBeforeInline = (bytes: Uint8Array, at: number): boolean => [4, 8].includes(bytes[at + 14] ?? 0) && (bytes[at + 15] ?? 2) <= 1;

function latest(most: number): { add(chunk: Uint8Array): void; bytes(): Uint8Array } {
  const kept: Uint8Array[] = [];
  let length = 0;
  return {
    add(chunk) {
      kept.push(chunk);
      length += chunk.length;
      while (length - (kept[0]?.length ?? 0) >= most) length -= kept.shift()?.length ?? 0;
    },
    bytes: () => joined(kept, length),
  };
}

function includes(bytes: Uint8Array, wanted: Uint8Array): boolean {
  for (let at = bytes.indexOf(wanted[0] ?? 0); at !== -1; at = bytes.indexOf(wanted[0] ?? 0, at + 1))
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return true;
  return false;
}
