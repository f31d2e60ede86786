const units: Readonly<Record<string, number>> = { '': 1, b: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40, p: 2 ** 50 };

/**
 * Bytes from "512m", "1.5gb", "64MiB", "1073741824", "-1". Undefined: no size.
 * Source: docker/go-units 0.5 RAMInBytes, which Compose uses: powers of 1024, any case, a space before the unit allowed.
 */
export function parseBytes(text: string): number | undefined {
  if (/^-\d+$/.test(text)) return Number(text);
  const match = /^(\d+\.?\d*|\.\d+)(?:e([+-]?\d{1,2}))? ?(?:(b)|([kmgtp])(?:i?b)?)?$/i.exec(text);
  if (match === null) return undefined;
  const [, digits, exponent, , unit] = match;
  const size = Number(`${digits}e${exponent ?? 0}`) * (units[(unit ?? '').toLowerCase()] ?? 1);
  return Math.floor(size);
}
