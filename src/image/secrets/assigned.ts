import type { Writing } from '../../facts/secrets/assigned-in.ts';
import { secretKind } from '../../facts/secrets/kind.ts';
import { isMachineMade, longestValue } from '../../facts/secrets/machine-made.ts';
import { tokensIn } from '../../facts/secrets/tokens.ts';
import type { SecretCertainty } from '../../model/index.ts';

/** What is told by where it stands and how it looks. */
export interface Assigned {
  readonly what: string;
  readonly certainty: SecretCertainty;
  readonly text: string;
  /** Offset behind the value. */
  readonly end: number;
}

const decoder = new TextDecoder('latin1');
/** A longer name is read from its end. */
export const longestName = 80;
const longestGap = 40;

/**
 * A value that a machine made up, under a telling name of which a piece stands at `at`. Most pieces stand in prose and code: of these only the few bytes
 * up to what is no assignment are looked at. Linear in the length of one name and one value.
 */
export function assignedAt(bytes: Uint8Array, at: number, writing: Writing): Assigned | undefined {
  const nameEnd = skip(bytes, at, longestName, isNameByte);
  const start = valueStart(bytes, nameEnd, writing);
  if (start === undefined) return undefined;
  const end = valueEnd(bytes, start);
  if (end === undefined || end - start < 10) return undefined;
  const value = decoder.decode(bytes.subarray(start, end));
  const name = decoder.decode(bytes.subarray(nameStart(bytes, at), nameEnd));
  const kind = notSecret.test(name) ? undefined : secretKind(name);
  if (kind === undefined || !isMachineMade(kind, value)) return undefined;
  // Told by its shape, where it begins.
  if (tokensIn(value).some(({ genuine }) => genuine)) return undefined;
  return { what: `what looks like ${kinds[kind]} under the name ${name}`, certainty: 'likely', text: value, end };
}

/** A line of comment or of a manual in a source: what is assigned there is an example. */
export function isComment(bytes: Uint8Array, at: number): boolean {
  let start = at;
  while (start > 0 && at - start < 200 && bytes[start - 1] !== 0x0a) start--;
  return /^\s*(?:#|\/\/|\*|\/\*|>>>|\.\.\. |--|;|%)/.test(decoder.decode(bytes.subarray(start, Math.min(at, start + 60))));
}

/** Where to read on, what a page carries against forgery, what proves that one owns an address. */
const notSecret = /next|continuation|page|sync|cursor|csrf|xsrf|forgery|verification|notso/i;

const kinds = { password: 'a password', secret: 'a secret', token: 'a token', perhaps: 'a secret' } as const;

const [quote, apostrophe, backtick, comma, equals, colon, greater, less, bracket] = [0x22, 0x27, 0x60, 0x2c, 0x3d, 0x3a, 0x3e, 0x3c, 0x5d];

/** Where the value begins, its quote left behind; undefined: nothing is assigned here. */
function valueStart(bytes: Uint8Array, nameEnd: number, writing: Writing): number | undefined {
  let at = nameEnd;
  // <password>value</password>
  if (writing === 'markup' && bytes[at] === greater) return at + 1;
  // "password": "value", config['password'] = 'value'
  const named = isQuote(bytes[at]);
  if (named) at++;
  if (bytes[at] === bracket) at++;
  at = skip(bytes, at, longestGap, isBlank);
  const sign = bytes[at++];
  // define('DB_PASSWORD', 'value')
  const listed = sign === comma && named && writing === 'source';
  if (sign !== equals && sign !== colon && !listed) return undefined;
  // :=, =>
  if ((sign === colon && bytes[at] === equals) || (sign === equals && bytes[at] === greater)) at++;
  else if (bytes[at] === sign) return undefined;
  at = skip(bytes, at, longestGap, isBlank);
  if (isQuote(bytes[at])) return at + 1;
  return writing === 'settings' ? at : undefined;
}

const isQuote = (byte: number | undefined): boolean => byte === quote || byte === apostrophe || byte === backtick;

/** Up to the quote that ends it or what ends a bare word; undefined: it does not end where a value would. */
function valueEnd(bytes: Uint8Array, start: number): number | undefined {
  const before = bytes[start - 1];
  const quoted = isQuote(before);
  const end = skip(bytes, start, longestValue + 1, (byte) => (quoted ? byte !== before && byte >= 0x20 : byte > 0x20 && !isBareEnd(byte)));
  if (end - start > longestValue) return undefined;
  return quoted && bytes[end] !== before ? undefined : end;
}

/** , ; < ' " end a bare word, and a bracket makes it code. */
const isBareEnd = (byte: number): boolean => byte === comma || byte === 0x3b || byte === less || byte === quote || byte === apostrophe;

function nameStart(bytes: Uint8Array, at: number): number {
  let start = at;
  while (start > 0 && at - start < longestName && isNameByte(bytes[start - 1] as number)) start--;
  return start;
}

function skip(bytes: Uint8Array, from: number, most: number, wanted: (byte: number) => boolean): number {
  const last = Math.min(bytes.length, from + most);
  let at = from;
  while (at < last && wanted(bytes[at] as number)) at++;
  return at;
}

const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x09;

const isNameByte = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) ||
  (byte >= 0x41 && byte <= 0x5a) ||
  (byte >= 0x61 && byte <= 0x7a) ||
  byte === 0x5f ||
  byte === 0x2d ||
  byte === 0x2e;
