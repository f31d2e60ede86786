import type { Budget } from './reading.ts';

/** More steps than this and a pattern is not worth its time: the result counts as unknown. */
const mostSteps = 2_000_000;

function afford(steps: number, budget: Budget): boolean {
  if (steps > mostSteps || steps > budget.left) return false;
  budget.left -= steps;
  return true;
}

type Token = { readonly any: 'one' | 'many'; readonly char?: undefined } | { readonly any?: undefined; readonly char: string };

/** `*` and `?` are wildcards, a backslash takes away their meaning (moby/buildkit 73ed6825, shell/lex.go). */
function tokens(pattern: string): Token[] {
  const found: Token[] = [];
  const chars = [...pattern];
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at] ?? '';
    if (char === '*') found.push({ any: 'many' });
    else if (char === '?') found.push({ any: 'one' });
    else if (char === '\\' && at + 1 < chars.length) found.push({ char: chars[++at] ?? '' });
    else found.push({ char });
  }
  return found;
}

/** Lengths of the beginnings of `chars` (from `start`) that the whole pattern matches: the shortest and the longest. */
function matches(pattern: readonly Token[], chars: readonly string[], start: number): { shortest: number; longest: number } | undefined {
  const length = chars.length - start;
  let reach = new Uint8Array(length + 1);
  reach[0] = 1;
  for (const token of pattern) {
    const next = new Uint8Array(length + 1);
    for (let at = 0; at <= length; at++) {
      if (token.any === 'many') next[at] = reach[at] || (at > 0 && next[at - 1]) ? 1 : 0;
      else if (at > 0 && reach[at - 1] && (token.any === 'one' || token.char === chars[start + at - 1])) next[at] = 1;
    }
    reach = next;
  }
  const shortest = reach.indexOf(1);
  return shortest < 0 ? undefined : { shortest, longest: reach.lastIndexOf(1) };
}

/** `${value#pattern}` and `##`: the matching beginning taken away. Undefined: too large to say. */
export function trimPrefix(value: string, pattern: string, longest: boolean, budget: Budget): string | undefined {
  return trim([...value], tokens(pattern), longest, budget)?.join('');
}

/** `${value%pattern}` and `%%`: the matching end taken away. Undefined: too large to say. */
export function trimSuffix(value: string, pattern: string, longest: boolean, budget: Budget): string | undefined {
  return trim([...value].reverse(), tokens(pattern).reverse(), longest, budget)
    ?.reverse()
    .join('');
}

function trim(chars: string[], pattern: readonly Token[], longest: boolean, budget: Budget): string[] | undefined {
  if (!afford((chars.length + 1) * (pattern.length + 1), budget)) return undefined;
  const match = matches(pattern, chars, 0);
  return match === undefined ? chars : chars.slice(longest ? match.longest : match.shortest);
}

/** `${value/pattern/replacement}` and `//`: the first or every longest match replaced. Undefined: too large to say. */
export function replace(value: string, pattern: string, replacement: string, all: boolean, budget: Budget): string | undefined {
  const chars = [...value];
  const wanted = tokens(pattern);
  if (!afford((chars.length + 1) ** 2 * (wanted.length + 1), budget)) return undefined;
  let result = '';
  let at = 0;
  let done = false;
  while (at <= chars.length) {
    const match = done ? undefined : matches(wanted, chars, at);
    if (match !== undefined) {
      result += replacement;
      done = !all;
    }
    if (match !== undefined && match.longest > 0) at += match.longest;
    else result += chars[at++] ?? '';
    if (match !== undefined && at >= chars.length) break;
  }
  return result;
}
