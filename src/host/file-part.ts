import { closeSync, constants, fstatSync, openSync, read, readSync } from 'node:fs';
import { promisify } from 'node:util';
import { Unreadable } from '../model/index.ts';
import { isSystemError, reasonOfError } from './read.ts';

/** So many bytes of a file that is open, whatever its name means by now. Plain data: all threads of a process share its open files. */
export interface FilePart {
  /** The descriptor. */
  readonly file: number;
  readonly start: number;
  readonly length: number;
}

/** Larger pieces cost fewer calls. */
const piece = 256 * 1024;

/** A regular file. */
export interface OpenFile {
  readonly whole: FilePart;
  /** As many bytes as there are from an offset on, at most `length`; to be used, or copied (`slice`), before the next are asked for. Throws Unreadable. */
  readAt(start: number, length: number): Uint8Array;
  /** Is it another now than it was when it was opened? */
  changed(): boolean;
  close(): void;
}

/** Never waits for a pipe without a writer. Throws Unreadable: it is missing, no regular file, or may not be read. */
export function openPart(path: string): OpenFile {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw new Unreadable(reasonOfError(error));
  }
  const before = fstatSync(file);
  if (!before.isFile()) {
    closeSync(file);
    throw new Unreadable('it is not a regular file');
  }
  return {
    whole: { file, start: 0, length: before.size },
    readAt: ahead(file),
    changed() {
      const { size, mtimeMs, ctimeMs } = fstatSync(file);
      return size !== before.size || mtimeMs !== before.mtimeMs || ctimeMs !== before.ctimeMs;
    },
    close: () => closeSync(file),
  };
}

/** Piece by piece, the next one read ahead. Throws Unreadable: the file ends before, or cannot be read. */
export async function* bytesOfPart({ file, start, length }: FilePart): AsyncGenerator<Uint8Array> {
  const end = start + length;
  const next = (at: number): Promise<Uint8Array> => bytesAt(file, at, Math.min(piece, end - at));
  let coming = next(start);
  for (let at = start; at < end; ) {
    const chunk = await coming;
    if (chunk.length === 0) throw new Unreadable('it is cut off: the end is missing');
    at += chunk.length;
    if (at < end) {
      coming = next(at);
      // Whoever stops here does not hear of it.
      coming.catch(() => {});
    }
    yield chunk;
  }
}

const reading = promisify(read);

/** What lies behind what is asked for is mostly asked for next: it is read with it. */
function ahead(file: number): OpenFile['readAt'] {
  // No Buffer: the slice of one is no copy, and what is kept of these bytes is one.
  const kept = new Uint8Array(16 * 1024);
  let from = 0;
  let held = 0;
  return (start, length) => {
    try {
      if (start >= from && start + length <= from + held) return kept.subarray(start - from, start - from + length);
      if (length > kept.length) {
        const bytes = new Uint8Array(length);
        return bytes.subarray(0, filled(file, bytes, start));
      }
      held = 0;
      held = filled(file, kept, start);
      from = start;
      return kept.subarray(0, Math.min(length, held));
    } catch (error) {
      throw isSystemError(error) ? new Unreadable(reasonOfError(error)) : error;
    }
  };
}

/** Fewer bytes: the file ends there. */
function filled(file: number, bytes: Uint8Array, start: number): number {
  let length = 0;
  while (length < bytes.length) {
    const count = readSync(file, bytes, length, bytes.length - length, start + length);
    if (count === 0) break;
    length += count;
  }
  return length;
}

async function bytesAt(file: number, start: number, length: number): Promise<Uint8Array> {
  try {
    const { buffer, bytesRead } = await reading(file, Buffer.allocUnsafeSlow(length), 0, length, start);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    throw isSystemError(error) ? new Unreadable(reasonOfError(error)) : error;
  }
}
