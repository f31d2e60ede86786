import type { LayerScanner } from '../../images/reading.ts';

const mebibyte = 1024 * 1024;

/** The same scanner, which shows how much came by as a stream; undefined takes it away. */
export async function watched<T>(
  scanner: LayerScanner,
  name: string,
  progress: (text: string | undefined) => void,
  read: (scanner: LayerScanner) => Promise<T>,
): Promise<T> {
  let bytes = 0;
  async function* counted(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of content) {
      bytes += chunk.length;
      progress(`${name}: ${Math.floor(bytes / mebibyte)} MiB`);
      yield chunk;
    }
  }
  try {
    return await read({
      known: scanner.known,
      read: (content, instructions) => scanner.read('file' in content ? content : counted(content), instructions),
    });
  } finally {
    progress(undefined);
  }
}
