const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** "312 MiB", "4.5 KiB": at most three digits that matter. */
export function bytesText(bytes: number): string {
  let at = 0;
  let size = bytes;
  while (size >= 999.5 && at < units.length - 1) {
    size /= 1024;
    at++;
  }
  return `${at === 0 || size >= 99.5 ? Math.round(size) : Number(size.toPrecision(2))} ${units[at]}`;
}
