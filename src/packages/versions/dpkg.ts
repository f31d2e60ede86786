import { compareDigits } from './digits.ts';

/**
 * The order of Debian's versions, [epoch:]upstream[-revision]: deb-version(7) of dpkg 1.22, "Sorting algorithm". Negative: `a` is the older one.
 * Undefined: one of them is no version (dpkg refuses it: empty, with white space within, an epoch that is no number, nothing behind ":" or "-").
 */
export function compareDpkg(a: string, b: string): number | undefined {
  const [one, two] = [parsed(a), parsed(b)];
  if (one === undefined || two === undefined) return undefined;
  return one.epoch - two.epoch || comparePart(one.upstream, two.upstream) || comparePart(one.revision, two.revision);
}

/** dpkg keeps an epoch in an int (lib/dpkg/parsehelp.c, parseversion). */
const highestEpoch = 2 ** 31 - 1;

function parsed(version: string): { epoch: number; upstream: string; revision: string } | undefined {
  const text = version.replace(/^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g, '');
  if (text === '' || text.length > 1000 || /[ \t\n\v\f\r]/.test(text)) return undefined;
  const colon = text.indexOf(':');
  const epoch = colon === -1 ? '0' : text.slice(0, colon);
  if (!/^\+?\d{1,15}$/.test(epoch) || Number(epoch) > highestEpoch) return undefined;
  const rest = text.slice(colon + 1);
  const hyphen = rest.lastIndexOf('-');
  const revision = hyphen === -1 ? '' : rest.slice(hyphen + 1);
  const upstream = hyphen === -1 ? rest : rest.slice(0, hyphen);
  if (upstream === '' || hyphen === rest.length - 1) return undefined;
  return { epoch: Number(epoch), upstream, revision };
}

const isDigit = (text: string, at: number): boolean => text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57;

/** "~" comes before the end, the end before letters, and these before everything else. */
function weight(text: string, at: number): number {
  if (at >= text.length || isDigit(text, at)) return 0;
  const code = text.charCodeAt(at);
  if (code === 126) return -1;
  return (code | 32) >= 97 && (code | 32) <= 122 ? code : code + 256;
}

function comparePart(a: string, b: string): number {
  let [one, two] = [0, 0];
  while (one < a.length || two < b.length) {
    while ((one < a.length && !isDigit(a, one)) || (two < b.length && !isDigit(b, two))) {
      const difference = weight(a, one) - weight(b, two);
      if (difference !== 0) return difference;
      one++;
      two++;
    }
    const [from, start] = [one, two];
    while (isDigit(a, one)) one++;
    while (isDigit(b, two)) two++;
    const difference = compareDigits(a.slice(from, one), b.slice(start, two));
    if (difference !== 0) return difference;
  }
  return 0;
}
