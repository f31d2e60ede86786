/** Bytes in the largest unit that gives a whole number, as every engine reads them: 512m. */
export function sizeText(bytes: number): string {
  const letters = ['g', 'm', 'k'];
  const unit = letters.findIndex((_, at) => bytes > 0 && bytes % 1024 ** (3 - at) === 0);
  return unit < 0 ? `${bytes}` : `${bytes / 1024 ** (3 - unit)}${letters[unit]}`;
}
