import { compare, valid } from '@renovatebot/pep440';

/**
 * The order of Python's packages: packaging.python.org, "Version specifiers" (PEP 440). The library compares what is public; local parts ("+cu118") are ours,
 * since it takes "1e5" for a number. Undefined: one is no such version, or a number of it has more digits than can be held exactly.
 */
export function comparePep440(a: string, b: string): number | undefined {
  const [left, right] = [split(a), split(b)];
  if (left === undefined || right === undefined) return undefined;
  const order = compare(left.release, right.release);
  return order === 0 ? compareLocal(left.local, right.local) : order;
}

interface Split {
  readonly release: string;
  readonly local: readonly string[] | undefined;
}

function split(version: string): Split | undefined {
  const text = version.trim().toLowerCase();
  if (valid(text) === null || /[1-9]\d{15}/.test(text)) return undefined;
  const [release = '', local] = text.split('+');
  return { release, local: local?.split(/[-_.]/) };
}

/** "Local version identifiers": none comes first; part by part, letters before numbers, fewer parts before more. */
function compareLocal(left: readonly string[] | undefined, right: readonly string[] | undefined): number {
  if (left === undefined || right === undefined) return Number(left !== undefined) - Number(right !== undefined);
  for (const [at, part] of left.entries()) {
    const other = right[at];
    if (other === undefined) return 1;
    const [numbers, numbersToo] = [/^\d+$/.test(part), /^\d+$/.test(other)];
    if (numbers !== numbersToo) return numbers ? 1 : -1;
    const [x, y] = numbers ? [Number(part), Number(other)] : [part, other];
    if (x !== y) return x < y ? -1 : 1;
  }
  return left.length < right.length ? -1 : 0;
}
