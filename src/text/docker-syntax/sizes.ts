const units: Readonly<Record<string, number>> = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40, p: 2 ** 50 };

/**
 * Bytes from "512m", "1.5GiB", "4096", "1e9". Undefined: no size.
 * Source: docker/go-units 0.5 RAMInBytes, which Docker, Compose and Podman use: powers of 1024, any case, a space before the unit.
 */
export function byteSize(text: string): number | undefined {
  const [, digits, exponent, unit] =
    /^(\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})(?:e([+-]?\d{1,2}))? ?(?:b|([kmgtp])(?:i?b)?)?$/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  return Math.floor(Number(`${digits}e${exponent ?? 0}`) * (unit === undefined ? 1 : (units[unit.toLowerCase()] ?? 1)));
}

/**
 * The `size=` of a tmpfs in bytes, -1 for no limit; `share`: a percentage of the host's memory. Undefined: no size.
 * Source: Linux 6.12 Documentation/filesystems/tmpfs.rst.
 */
export function tmpfsSize(text: string): number | 'share' | undefined {
  if (/^\d{1,3}%$/.test(text)) return 'share';
  const size = byteSize(text);
  return size === 0 ? -1 : size;
}
