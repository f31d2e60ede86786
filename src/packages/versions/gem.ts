type Segment = number | string;

/**
 * The order of RubyGems: the documentation of Gem::Version (RubyGems 3.3, rubygems/version.rb). A part of letters makes a prerelease and comes before any
 * number; zeros at the end of the release and of the prerelease do not count. Undefined: one is no such version.
 */
export function compareGem(a: string, b: string): number | undefined {
  const [left, right] = [segments(a), segments(b)];
  if (left === undefined || right === undefined) return undefined;
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const order = compared(left[at] ?? 0, right[at] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

/** Digits that a number holds exactly. */
const mostDigits = 15;

function segments(version: string): Segment[] | undefined {
  const text = version.trim();
  if (!/^(?:\d+(?:\.[0-9a-z]+)*(?:-[0-9a-z-]+(?:\.[0-9a-z-]+)*)?)?$/i.test(text)) return undefined;
  const parts = text.replaceAll('-', '.pre.').match(/\d+|[a-z]+/gi) ?? [];
  if (parts.some((part) => /^0*[1-9]/.test(part) && part.replace(/^0+/, '').length > mostDigits)) return undefined;
  const all = parts.map((part) => (/^\d/.test(part) ? Number(part) : part));
  const letters = all.findIndex((part) => typeof part === 'string');
  return letters === -1 ? withoutZeros(all) : [...withoutZeros(all.slice(0, letters)), ...withoutZeros(all.slice(letters))];
}

function withoutZeros(parts: readonly Segment[]): Segment[] {
  let end = parts.length;
  while (end > 0 && parts[end - 1] === 0) end--;
  return parts.slice(0, end);
}

function compared(left: Segment, right: Segment): number {
  if (typeof left !== typeof right) return typeof left === 'string' ? -1 : 1;
  return left < right ? -1 : left > right ? 1 : 0;
}
