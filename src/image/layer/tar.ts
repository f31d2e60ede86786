import { Unreadable } from '../../model/index.ts';
import { type Entry, followsItself, headerOf, moreOf, saysMore } from './header.ts';

/** Who is told what a tar file holds, in its order. `data` and `end` follow only where `entry` answered that the content is wanted. */
export interface Listener {
  entry(header: Entry): boolean;
  data(chunk: Uint8Array): void;
  end(): void;
}

/** No name is longer than 4 KiB; attributes are, at most these (as tar-stream has it). */
const longestHeader = 4 * 1024 * 1024;
/** No image has so many files; each costs time even when it is empty. */
const mostEntries = 5_000_000;

/**
 * A tar file that is pushed in, in pieces of any size: nothing is unpacked, nothing but a header is held. A stream of its own for each entry,
 * as libraries make it, would cost more than to unpack and hash the whole layer. Throws Unreadable: no tar, damaged, cut off, out of bounds.
 */
export function tarReader(listener: Listener): { write(chunk: Uint8Array): void; end(): void } {
  const block = new Uint8Array(512);
  let filled = 0;
  /** Of the present entry: content, then what fills its last block. */
  let left = 0;
  let padding = 0;
  let mode: 'header' | 'map' | 'content' | 'passed over' | 'names' = 'header';
  let names: Uint8Array = block;
  let kind = '';
  let longer: Partial<Entry> | undefined;
  let header: Entry | undefined;
  let zeros = 0;
  let count = 0;

  function begin(bytes: Uint8Array): void {
    const raw = headerOf(bytes);
    if (raw === undefined) {
      zeros++;
      return;
    }
    if (zeros > 0) throw new Unreadable('it is no tar file, or a damaged one');
    kind = raw.type;
    if (saysMore(kind)) {
      left = raw.size;
      if (left > longestHeader) throw new Unreadable('a header in it is longer than 4 MiB');
      names = new Uint8Array(left);
      content('names');
    } else if (kind === 'g') {
      left = raw.size;
      content('passed over');
    } else {
      count++;
      if (count > mostEntries) throw new Unreadable(`it holds more than ${mostEntries} entries`);
      const whole: Entry = longer === undefined ? raw : { ...raw, ...longer };
      longer = undefined;
      // Links, devices and folders have no content, whatever they say (POSIX.1-2017 pax).
      header = whole.size > 0 && hasNone(kind) ? { ...whole, size: 0 } : whole;
      if (followsItself(bytes, kind)) mode = 'map';
      else entry();
    }
  }

  function entry(): void {
    left = header?.size ?? 0;
    content(header !== undefined && listener.entry(header) ? 'content' : 'passed over');
  }

  function content(next: typeof mode): void {
    mode = next;
    padding = (512 - (left % 512)) % 512;
    if (left === 0) finish();
  }

  function finish(): void {
    if (mode === 'content') listener.end();
    if (mode === 'names') longer = { ...longer, ...moreOf(kind, names) };
    mode = padding === 0 ? 'header' : 'passed over';
    left = padding;
    padding = 0;
  }

  /** A header, or what goes on with the map of a sparse file: one block. */
  function whole(bytes: Uint8Array): void {
    if (mode === 'header') begin(bytes);
    else if (bytes[504] === 0) entry();
  }

  return {
    write(chunk) {
      let at = 0;
      // Two blocks of zeros are the end; what follows is nothing.
      while (at < chunk.length && zeros < 2) {
        if (mode === 'header' || mode === 'map') {
          if (filled === 0 && chunk.length - at >= 512) {
            at += 512;
            whole(chunk.subarray(at - 512, at));
            continue;
          }
          const taken = Math.min(512 - filled, chunk.length - at);
          block.set(chunk.subarray(at, at + taken), filled);
          filled += taken;
          at += taken;
          if (filled < 512) continue;
          filled = 0;
          whole(block);
          continue;
        }
        const taken = Math.min(left, chunk.length - at);
        if (mode === 'content') listener.data(chunk.subarray(at, at + taken));
        else if (mode === 'names') names.set(chunk.subarray(at, at + taken), names.length - left);
        at += taken;
        left -= taken;
        if (left === 0) finish();
      }
    },
    end() {
      if (zeros === 0 && (filled > 0 || mode !== 'header')) throw new Unreadable('it is cut off: the end is missing');
    },
  };
}

/** "1" to "6" */
const hasNone = (type: string): boolean => type >= '1' && type <= '6' && type.length === 1;
