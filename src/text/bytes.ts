/** Pieces of bytes as one; `length`: of all together. A single piece is answered as it is. */
export function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : filled(new Uint8Array(length), chunks);
}

/** The same into memory that is there: it is answered. */
export function filled(bytes: Uint8Array, chunks: readonly Uint8Array[]): Uint8Array {
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
