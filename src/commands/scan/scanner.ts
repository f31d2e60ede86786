import { unpack } from '../../host/unpack.ts';
import { layerReader, rightsReader } from '../../image/index.ts';
import { Unreadable } from '../../model/index.ts';
import { packageReaders } from '../../packages/index.ts';
import type { LayerScanner } from './reading.ts';

/** Reads layers on this thread, and remembers none. */
export function layerScanner(): LayerScanner {
  return {
    known: () => undefined,
    async read(content) {
      const reader = layerReader([...packageReaders(), rightsReader()]);
      try {
        const unpacked = await unpack(content, (chunk) => reader.write(chunk));
        return { ...unpacked, contents: reader.end() };
      } catch (error) {
        if (error instanceof Unreadable) return { problem: error.message };
        throw error;
      }
    },
  };
}
