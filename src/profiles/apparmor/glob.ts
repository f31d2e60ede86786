/** Part of a pattern: one step, or a choice between sequences. */
type Part =
  | { readonly kind: 'char'; readonly test: (char: string) => boolean }
  /** `some`: at least one. */
  | { readonly kind: 'many'; readonly slash: boolean; readonly some: boolean }
  | { readonly kind: 'choice'; readonly options: readonly (readonly Part[])[] };

/** Longer patterns are not followed. */
const longest = 2_048;
/** Nested braces are not followed further. */
const deepest = 32;

/**
 * Does an AppArmor pattern match a path? `*` and `?` do not cross a slash, `**` does; `{a,b}`, `[a-z]`, `[^a]`; a `*` behind a slash
 * that ends a name stands for at least one character. Undefined: the pattern is too long or too deep to say. Linear in the pattern.
 * Source: apparmor 3.0.8 parser_regex.c convert_aaregex_to_pcre.
 */
export function matches(pattern: string, path: string): boolean | undefined {
  if (pattern.length > longest) return undefined;
  const parsed = partsOf(pattern.replace(/\/{2,}/g, '/'));
  if (parsed === undefined) return undefined;
  let places = new Set([0]);
  places = step(parsed, path, places);
  return places.has(path.length);
}

/** From these offsets of the path, all that the parts can reach. */
function step(parts: readonly Part[], path: string, from: ReadonlySet<number>): Set<number> {
  let places = new Set(from);
  for (const part of parts) {
    const next = new Set<number>();
    for (const at of places) {
      if (part.kind === 'char') {
        const char = path[at];
        if (char !== undefined && part.test(char)) next.add(at + 1);
      } else if (part.kind === 'many') reach(part, path, at, next);
    }
    places = part.kind === 'choice' ? new Set(part.options.flatMap((option) => [...step(option, path, places)])) : next;
    if (places.size === 0) return places;
  }
  return places;
}

function reach({ slash, some }: { slash: boolean; some: boolean }, path: string, at: number, into: Set<number>): void {
  if (!some) into.add(at);
  // What an earlier place reached, it also followed to its end.
  for (let end = at; end < path.length && (slash || path[end] !== '/') && !into.has(end + 1); end++) into.add(end + 1);
}

function partsOf(pattern: string): readonly Part[] | undefined {
  let at = 0;
  let tooDeep = false;
  const whole = sequence(0);
  return tooDeep || at < pattern.length ? undefined : whole;

  function sequence(depth: number): Part[] {
    const parts: Part[] = [];
    if (depth > deepest) tooDeep = true;
    while (at < pattern.length && !tooDeep) {
      const char = pattern[at] as string;
      if (depth > 0 && (char === ',' || char === '}')) break;
      if (char === '{') parts.push(choice(depth));
      else if (char === '[') parts.push(charClass());
      else if (char === '*') parts.push(star());
      else {
        at += char === '\\' ? 2 : 1;
        const wanted = char === '\\' ? pattern[at - 1] : char;
        parts.push({ kind: 'char', test: char === '?' ? (one) => one !== '/' : (one) => one === wanted });
      }
    }
    return parts;
  }

  function choice(depth: number): Part {
    const options: (readonly Part[])[] = [];
    do {
      at++;
      options.push(sequence(depth + 1));
    } while (pattern[at] === ',');
    at++;
    return { kind: 'choice', options };
  }

  function star(): Part {
    const afterSlash = pattern[at - 1] === '/';
    const slash = pattern[at + 1] === '*';
    at += slash ? 2 : 1;
    const ends = at >= pattern.length || pattern[at] === '/';
    return { kind: 'many', slash, some: afterSlash && ends };
  }

  function charClass(): Part {
    const end = pattern.indexOf(']', at + 2);
    if (end < 0) {
      at++;
      return { kind: 'char', test: (one) => one === '[' };
    }
    const negated = pattern[at + 1] === '^';
    const inside = pattern.slice(at + (negated ? 2 : 1), end);
    at = end + 1;
    return { kind: 'char', test: (one) => inClass(inside, one) !== negated };
  }
}

function inClass(inside: string, char: string): boolean {
  for (let at = 0; at < inside.length; at++) {
    const low = inside[at] as string;
    const isRange = inside[at + 1] === '-' && at + 2 < inside.length;
    const high = isRange ? (inside[at + 2] as string) : low;
    if (char >= low && char <= high) return true;
    if (isRange) at += 2;
  }
  return false;
}
