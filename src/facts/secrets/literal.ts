import { secretKind } from './kind.ts';
import { tokensIn } from './tokens.ts';
import { passwordsIn } from './url.ts';
import { type Strength, strengthOf } from './value.ts';

/** A secret that stands in a value. `what` names it without a letter of it. */
export interface LiteralSecret {
  /** Half-open range of UTF-16 offsets into the value. */
  readonly start: number;
  readonly end: number;
  /** `token`: told by its shape, so it is the real thing. */
  readonly certainty: 'token' | Strength;
  readonly what: string;
}

/** Values longer than this are looked at no further; no single secret is so long. */
const longest = 100_000;

/** What the value of a variable, flag or key of this name gives away; an empty name: by its shape alone. */
export function literalSecret(name: string, value: string): LiteralSecret | undefined {
  const text = value.length > longest ? value.slice(0, longest) : value;
  return tokenIn(text) ?? addressIn(text) ?? named(name, text);
}

function tokenIn(text: string): LiteralSecret | undefined {
  if (text.length < 16) return undefined;
  const token = tokensIn(text).find(({ genuine }) => genuine);
  if (token === undefined) return undefined;
  const what = token.issuer.startsWith('a ') ? token.issuer : `a token of ${token.issuer}`;
  return { start: token.start, end: token.end, certainty: 'token', what };
}

function addressIn(text: string): LiteralSecret | undefined {
  for (const { start, end, where } of passwordsIn(text)) {
    const certainty = strengthOf('password', text.slice(start, end));
    if (certainty !== undefined) return { start, end, certainty, what: `the password in ${where}` };
  }
  return undefined;
}

function named(name: string, text: string): LiteralSecret | undefined {
  const kind = secretKind(name);
  const certainty = kind === undefined ? undefined : strengthOf(kind, text);
  if (certainty === undefined) return undefined;
  return { start: 0, end: text.length, certainty, what: kind === 'password' ? 'a password' : kind === 'token' ? 'a token' : 'a secret' };
}
