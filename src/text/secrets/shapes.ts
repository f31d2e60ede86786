import { isBase64, isMixed } from '../../facts/secrets/random.ts';
import { tokensIn } from '../../facts/secrets/tokens.ts';
import { hiddenPart } from './hidden.ts';
import type { Range } from './ranges.ts';

/** Tokens that tell themselves apart. */
export const knownTokens = (line: string): Range[] => tokensIn(line).map(({ start, end }) => [start, end]);

/** The word after `Bearer` and `Basic` (RFC 9110, section 11.4). */
export function authorizations(line: string): Range[] {
  return [...line.matchAll(/\b(?:Bearer|Basic)[ \t]+([\w.~+/=-]{6,})/gi)].map((match) => {
    const end = match.index + match[0].length;
    return [end - (match[1] as string).length, end];
  });
}

/** The password of `scheme://user:password@host`, or the whole user part when it is long enough to be a token. */
export function userInfos(line: string): Range[] {
  if (!line.includes('://')) return [];
  const ranges: Range[] = [];
  for (const match of line.matchAll(/:\/\/([^\s"'`<>]+)/g)) {
    const range = userInfo(match[1] as string);
    if (range !== undefined) ranges.push(...hiddenPart(line, [match.index + 3 + range[0], match.index + 3 + range[1]]));
  }
  return ranges;
}

function userInfo(rest: string): Range | undefined {
  const end = rest.search(/[/?#]/);
  const authority = end < 0 ? rest : rest.slice(0, end);
  const colon = authority.indexOf(':');
  const at = authority.lastIndexOf('@');
  if (at >= 0) return colon >= 0 && colon < at ? [colon + 1, at] : at >= 16 ? [0, at] : undefined;
  // A password with an unescaped slash: what follows the colon is no port, and an @ comes later.
  if (colon < 0 || /^\d*$/.test(authority.slice(colon + 1))) return undefined;
  const later = rest.lastIndexOf('@');
  return later < 0 ? undefined : [colon + 1, later];
}

/** The values of an address's query that let whoever has them in: `?key=`, `&sig=` and the like. */
export function queryValues(line: string): Range[] {
  if (!line.includes('=') || !line.includes('?')) return [];
  return [...line.matchAll(/[?&](?:key|sig|signature|code|auth|access_key)=([^\s&#"'`<>]{1,500})/gi)].flatMap((match) => {
    const end = match.index + match[0].length;
    return hiddenPart(line, [end - (match[1] as string).length, end]);
  });
}

/** `mysql -pSECRET`, `sshpass -pSECRET`, `curl -u user:secret`, `redis-cli -a secret`. */
export function shortFlags(line: string): Range[] {
  const program = /\b(?:mysql\w*|mariadb[\w-]*|sshpass|curl|redis-cli)[ \t]/.exec(line);
  if (program === null) return [];
  const ranges: Range[] = [];
  for (const match of line.slice(program.index).matchAll(/[ \t](?:-p(?=\S)|-u[ \t]*["']?[^\s"':]+:|-a[ \t]+)["']?([^\s"']+)/g)) {
    const end = program.index + match.index + match[0].length;
    const start = end - (match[1] as string).length;
    // Read from a mounted secret: where it is tells nothing.
    if (line.startsWith('$(cat /run/secrets/', start)) continue;
    if (!/^[\d.:/-]+$/.test(match[1] as string)) ranges.push([start, end]);
  }
  return ranges;
}

/** Long words that only a machine would make up. Digests (`sha256:…`), paths and names in words are left alone. */
export function randomWords(line: string): Range[] {
  if (line.length < 24) return [];
  const ranges: Range[] = [];
  for (const match of line.matchAll(/[A-Za-z0-9+/=_-]{24,}/g)) {
    const before = line.slice(Math.max(0, match.index - 8), match.index);
    if (/sha\d+:$/.test(before)) continue;
    if (isBase64(match[0])) ranges.push([match.index, match.index + match[0].length]);
    else ranges.push(...randomParts(match[0], match.index, before));
  }
  return ranges;
}

function randomParts(run: string, offset: number, before: string): Range[] {
  const ranges: Range[] = [];
  for (const match of run.matchAll(/[A-Za-z0-9+=_-]{24,}/g)) {
    const value = afterEquals(match[0]);
    const start = offset + match.index + match[0].length - value.length;
    const free = start > offset + match.index ? true : match.index === 0 && /(?:^|[\s"'=])$/.test(before);
    if (isMixed(value) || (free && /^[0-9a-f]{32,}$/i.test(value) && /\d/.test(value))) ranges.push([start, start + value.length]);
  }
  return ranges;
}

/** What follows the last `=` that is not base64's padding. */
const afterEquals = (word: string): string => {
  const body = word.replace(/={1,2}$/, '');
  return word.slice(body.lastIndexOf('=') + 1);
};
