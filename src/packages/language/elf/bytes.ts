/** Numbers in bytes; what is past the end is -1, so that nothing fits there. */
export interface Bytes {
  u16(at: number): number;
  u32(at: number): number;
  /** -1 also for what a number does not hold exactly. */
  u64(at: number): number;
}

export function bytesIn(bytes: Uint8Array, little: boolean): Bytes {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const fits = (at: number, length: number): boolean => at >= 0 && at + length <= bytes.length;
  return {
    u16: (at) => (fits(at, 2) ? view.getUint16(at, little) : -1),
    u32: (at) => (fits(at, 4) ? view.getUint32(at, little) : -1),
    u64(at) {
      const value = fits(at, 8) ? view.getBigUint64(at, little) : -1n;
      return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : -1;
    },
  };
}
