/** Two runs of decimal digits by their value, however long; nothing is zero. */
export function compareDigits(a: string, b: string): number {
  const [one, two] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  return one.length - two.length || (one < two ? -1 : one > two ? 1 : 0);
}
