const units: readonly (readonly [number, string])[] = [
  [2 ** 30, 'g'],
  [2 ** 20, 'm'],
  [2 ** 10, 'k'],
];

/** Bytes as the engines take them, in the largest unit that divides them: 512m, 100b. */
export function sizeText(bytes: number): string {
  const unit = units.find(([size]) => bytes > 0 && bytes % size === 0);
  return unit === undefined ? `${bytes}b` : `${bytes / unit[0]}${unit[1]}`;
}
