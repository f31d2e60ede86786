/**
 * A Kubernetes quantity ("1.5Gi", "100m", "2e3") as an exact fraction: numerator / denominator.
 * Grammar and rounding: k8s.io/apimachinery pkg/api/resource/quantity.go and suffix.go (v0.37).
 */
export interface Quantity {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const binary: Readonly<Record<string, bigint>> = { Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n };
const decimal: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/** Undefined: not a quantity. Linear in the text's length; an exponent beyond ±40 is cut there, above every limit of the API. */
export function parseQuantity(text: string): Quantity | undefined {
  if (text.length > 100) return undefined;
  const match = /^([-+]?)(\d*)(?:\.(\d*))?(?:([KMGTPE]i)|([numkMGTPE]?)|[eE]([-+]?\d+))$/.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', binarySuffix, decimalSuffix, exponent] = match;
  if (whole === '' && fraction === '') return undefined;
  const digits = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`);
  const scale = 10n ** BigInt(fraction.length);
  if (binarySuffix !== undefined) return { numerator: digits << (binary[binarySuffix] ?? 0n), denominator: scale };
  const power = exponent === undefined ? (decimal[decimalSuffix ?? ''] ?? 0) : Math.max(-40, Math.min(40, Number(exponent)));
  return power >= 0
    ? { numerator: digits * 10n ** BigInt(power), denominator: scale }
    : { numerator: digits, denominator: scale * 10n ** BigInt(-power) };
}

/** The API caps a quantity at 2^63 - 1. */
const most = 2n ** 63n - 1n;

/** The value times `factor`, rounded up as Quantity.Value and MilliValue do. */
export function scaled({ numerator, denominator }: Quantity, factor = 1n): number {
  const product = numerator * factor;
  const up = product > 0n ? (product + denominator - 1n) / denominator : product / denominator;
  return Number(up > most ? most : up);
}

/** Does it have a part below one? */
export const isWhole = ({ numerator, denominator }: Quantity): boolean => numerator % denominator === 0n;
