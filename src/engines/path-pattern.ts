/**
 * Does a shell pattern match a whole path? `*` and `?` stay within one part of the path, as in Go's path/filepath Match,
 * which Podman uses for `unmask`. Each part is matched in time linear in the pattern times the part.
 */
export function matchesPath(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const has = path.split('/');
  return wanted.length === has.length && wanted.every((part, index) => matchesPart(part, has[index] ?? ''));
}

function matchesPart(pattern: string, text: string): boolean {
  let inPattern = 0;
  let star = -1;
  let restart = 0;
  let inText = 0;
  while (inText < text.length) {
    const wanted = pattern[inPattern];
    if (wanted === '*') {
      star = inPattern;
      restart = inText;
      inPattern += 1;
    } else if (wanted === '?' || wanted === text[inText]) {
      inPattern += 1;
      inText += 1;
    } else if (star >= 0) {
      restart += 1;
      inPattern = star + 1;
      inText = restart;
    } else {
      return false;
    }
  }
  while (pattern[inPattern] === '*') inPattern += 1;
  return inPattern === pattern.length;
}
