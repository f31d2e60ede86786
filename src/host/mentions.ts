import { closeSync, constants, openSync, readSync } from 'node:fs';

/** Read in one go; a longer file is read on only while nothing is found. */
const window = Buffer.allocUnsafe(256 * 1024);

/**
 * Do the first megabytes of a file hold this word, byte for byte? A look that costs little more than opening the file. False for what
 * cannot be read: that is told when the file itself is read.
 */
export function mentions(path: string, word: string, most = 16 * 1024 * 1024): boolean {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    let kept = 0;
    for (let total = 0; total < most; ) {
      const count = readSync(descriptor, window, kept, window.length - kept, null);
      if (window.subarray(0, kept + count).includes(word)) return true;
      total += count;
      // What comes back is less than what was asked for only at the end of a regular file.
      if (kept + count < window.length) return false;
      // The word may lie across two windows.
      kept = window.copy(window, 0, window.length - word.length * 4);
    }
    return false;
  } catch {
    return false;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
