/** A version in parts: numbers, then what follows a hyphen or tilde (a pre-release). Undefined: no version. */
function partsOf(text: string): { readonly numbers: readonly number[]; readonly pre: string } | undefined {
  const match = /^v?(\d{1,6}(?:\.\d{1,6}){0,3})(?:[-~](?=alpha|beta|rc|dev)([\w.]{1,40}))?/.exec(text);
  return match === null ? undefined : { numbers: (match[1] as string).split('.').map(Number), pre: match[2] ?? '' };
}

/**
 * Upstream versions as semver 2 orders them: 1.0.0-rc95 < 1.0.0. What a distribution adds ("+ds1") does not count. Undefined: one of them is none.
 */
export function compareVersions(a: string, b: string): number | undefined {
  const [left, right] = [partsOf(a), partsOf(b)];
  if (left === undefined || right === undefined) return undefined;
  for (let at = 0; at < 4; at++) {
    const difference = (left.numbers[at] ?? 0) - (right.numbers[at] ?? 0);
    if (difference !== 0) return difference;
  }
  if (left.pre === right.pre) return 0;
  if (left.pre === '' || right.pre === '') return left.pre === '' ? 1 : -1;
  return comparePre(left.pre, right.pre);
}

/** "rc93" < "rc95" < "rc.100": words by letter, numbers by size. */
function comparePre(a: string, b: string): number {
  const [left, right] = [a.match(/\d{1,9}|[a-z]+/g) ?? [], b.match(/\d{1,9}|[a-z]+/g) ?? []];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const [one = '', other = ''] = [left[at], right[at]];
    if (one === other) continue;
    return /^\d/.test(one) && /^\d/.test(other) ? Number(one) - Number(other) : one < other ? -1 : 1;
  }
  return 0;
}

/** Debian's order of versions. Source: deb-version(7): epoch, upstream, revision; `~` sorts before everything, even the end. */
export function compareDebian(a: string, b: string): number {
  const [left, right] = [splitDebian(a), splitDebian(b)];
  return left.epoch - right.epoch || compareRuns(left.upstream, right.upstream) || compareRuns(left.revision, right.revision);
}

function splitDebian(text: string): { readonly epoch: number; readonly upstream: string; readonly revision: string } {
  const [, epoch = '0', rest = ''] = /^(?:(\d{1,9}):)?(.*)$/s.exec(text) ?? [];
  const dash = rest.lastIndexOf('-');
  return { epoch: Number(epoch), upstream: dash < 0 ? rest : rest.slice(0, dash), revision: dash < 0 ? '' : rest.slice(dash + 1) };
}

/** Runs of other characters and of digits take turns. */
function compareRuns(a: string, b: string): number {
  let [left, right] = [0, 0];
  while (left < a.length || right < b.length) {
    while ((left < a.length && !isDigit(a[left])) || (right < b.length && !isDigit(b[right]))) {
      const difference = weight(a[left]) - weight(b[right]);
      if (difference !== 0) return difference;
      left++;
      right++;
    }
    const [one, other] = [digitsAt(a, left), digitsAt(b, right)];
    const [first, second] = [one.replace(/^0+/, ''), other.replace(/^0+/, '')];
    if (first !== second) return first.length - second.length || (first < second ? -1 : 1);
    left += one.length;
    right += other.length;
  }
  return 0;
}

const isDigit = (char: string | undefined): boolean => char !== undefined && char >= '0' && char <= '9';

function weight(char: string | undefined): number {
  if (char === '~') return -1;
  if (char === undefined || isDigit(char)) return 0;
  return /[A-Za-z]/.test(char) ? char.charCodeAt(0) : char.charCodeAt(0) + 256;
}

function digitsAt(text: string, from: number): string {
  let end = from;
  while (isDigit(text[end])) end++;
  return text.slice(from, end);
}
