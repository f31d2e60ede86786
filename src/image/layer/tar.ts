import { Unreadable } from '../../model/index.ts';
import { type Header, headerOf, paxRecords, textIn } from './header.ts';

/** `capability`: the extended attribute security.capability, as GNU tar, Docker and Podman store it (SCHILY.xattr.*, star's pax records). */
export interface Entry extends Header {
  readonly capability?: Uint8Array;
}

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
  let mode: 'header' | 'content' | 'passed over' | 'names' = 'header';
  let names: Uint8Array = block;
  let kind = '';
  let longer: Partial<Entry> = {};
  let zeros = 0;
  let count = 0;

  function begin(): void {
    filled = 0;
    const raw = headerOf(block);
    if (raw === undefined) {
      zeros++;
      return;
    }
    if (zeros > 0) throw new Unreadable('it is no tar file, or a damaged one');
    left = raw.size;
    kind = raw.type;
    if (kind === 'x' || kind === 'L' || kind === 'K') {
      if (left > longestHeader) throw new Unreadable('a header in it is longer than 4 MiB');
      names = new Uint8Array(left);
      mode = 'names';
    } else if (kind === 'g') mode = 'passed over';
    else {
      count++;
      if (count > mostEntries) throw new Unreadable(`it holds more than ${mostEntries} entries`);
      const header = { ...raw, ...longer };
      longer = {};
      // Links, devices and folders have no content, whatever they say (POSIX.1-2017 pax).
      left = /[1-6]/.test(kind) ? 0 : header.size;
      mode = listener.entry({ ...header, size: left }) ? 'content' : 'passed over';
    }
    padding = (512 - (left % 512)) % 512;
    if (left === 0) finish();
  }

  function finish(): void {
    if (mode === 'content') listener.end();
    if (mode === 'names') longer = { ...longer, ...said() };
    mode = padding === 0 ? 'header' : 'passed over';
    left = padding;
    padding = 0;
  }

  function said(): typeof longer {
    if (kind === 'L') return { name: textIn(names, 0, names.length) };
    if (kind === 'K') return { link: textIn(names, 0, names.length) };
    const records = paxRecords(names);
    const text = (key: string): string | undefined =>
      records.has(key) ? textIn(records.get(key) ?? block, 0, records.get(key)?.length ?? 0) : undefined;
    const number = (key: string): number | undefined => {
      const value = Number(text(key) ?? Number.NaN);
      return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
    };
    const [name, link, size, uid, gid] = [text('path'), text('linkpath'), number('size'), number('uid'), number('gid')];
    const capability = records.get('SCHILY.xattr.security.capability')?.slice();
    return {
      ...(name === undefined ? {} : { name }),
      ...(link === undefined ? {} : { link }),
      ...(size === undefined ? {} : { size }),
      ...(uid === undefined ? {} : { uid }),
      ...(gid === undefined ? {} : { gid }),
      ...(capability === undefined ? {} : { capability }),
    };
  }

  return {
    write(chunk) {
      let at = 0;
      // Two blocks of zeros are the end; what follows is nothing.
      while (at < chunk.length && zeros < 2) {
        if (mode === 'header') {
          const taken = Math.min(512 - filled, chunk.length - at);
          block.set(chunk.subarray(at, at + taken), filled);
          filled += taken;
          at += taken;
          if (filled === 512) begin();
          continue;
        }
        const taken = Math.min(left, chunk.length - at);
        const part = chunk.subarray(at, at + taken);
        if (mode === 'content') listener.data(part);
        else if (mode === 'names') names.set(part, names.length - left);
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
