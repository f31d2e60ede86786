/** Reads /proc/PID/status: what stands behind a key, if it is there (proc(5)). */
export function statusOf(bytes: Uint8Array): (key: string) => string | undefined {
  const lines = new TextDecoder('latin1').decode(bytes).split('\n');
  return (key) =>
    lines
      .find((line) => line.startsWith(`${key}:`))
      ?.slice(key.length + 1)
      .trim();
}

/** A set of capabilities as it stands there, in hexadecimal. */
export const capabilityBits = (hex: string | undefined): bigint | undefined =>
  hex !== undefined && /^[0-9a-f]{1,16}$/i.test(hex) ? BigInt(`0x${hex}`) : undefined;
