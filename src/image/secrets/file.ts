import { addressMark, anchors, pemBegin } from '../../facts/secrets/anchors.ts';
import { type Writing, writingOf } from '../../facts/secrets/assigned-in.ts';
import { credentialsIn, isCredentialFile } from '../../facts/secrets/credential-files.ts';
import { longestKey, privateKeyIn } from '../../facts/secrets/private-key.ts';
import { tokensIn } from '../../facts/secrets/tokens.ts';
import type { SecretCertainty } from '../../model/index.ts';
import { joined } from '../../text/bytes.ts';
import { addressAt } from './address.ts';
import { assignedAt, isComment, longestName } from './assigned.ts';
import { begins, type Search, searchFor } from './search.ts';

/** A secret in a file. */
export interface FileSecret {
  readonly path: string;
  /** 1-based; undefined: the file is no text. */
  readonly line: number | undefined;
  readonly what: string;
  readonly certainty: SecretCertainty;
  /** For concealing, never for printing. */
  readonly text: string;
}

/** What is held of a file at once; a longer one is gone through in blocks, each with enough of the next to hold any secret whole. */
const block = 1024 * 1024;
const ahead = longestKey + 1024;
const behind = longestName + 1;
const longestToken = 512;

/** Of one file; more say nothing new. Those that only look like one leave room for the others. */
const mostInFile = 20;
const mostLikely = 10;

/** The first byte of an address' mark, with which nothing else begins that is looked for. */
const mark = addressMark.charCodeAt(0);

const decoder = new TextDecoder('latin1');
let search: Search | undefined;

/** Looks for secrets in one file after the other; what is pushed in may be of any size, and is held only until the block is full. */
export function fileSecrets(): { begin(path: string): void; data(chunk: Uint8Array): void; end(): readonly FileSecret[] } {
  search ??= searchFor(anchors());
  const look = search;
  let path = '';
  let parts: Uint8Array[] = [];
  let held = 0;
  /** Lines that ended before what is held; undefined: it is no text. */
  let lines: number | undefined;
  /** Is what is held the whole file so far? */
  let whole = true;
  let found: FileSecret[] = [];
  let writing: Writing | 'not asked yet' | undefined;
  /** Does its name say that it holds a login? */
  let isNamed = false;
  let likely = 0;

  function gone(last: boolean): void {
    const bytes = joined(parts, held);
    if (whole) lines = bytes.subarray(0, 1024).includes(0) ? undefined : 0;
    const until = last ? bytes.length : bytes.length - ahead;
    // What is before the first that is judged tells whether a word begins there, and how the name begins of which it is a piece.
    const from = whole ? 0 : behind;
    let assignedUntil = 0;
    let previous = -1;
    look(bytes, (at) => {
      if (at < from || at >= until || at === previous || found.length >= mostInFile) return;
      if (bytes[at] !== mark && begins(bytes, at)) {
        previous = at;
        const secret = judged(bytes, at);
        if (secret !== undefined) found.push({ path, line: lineAt(bytes, at), ...secret });
        return;
      }
      if (at < assignedUntil) return;
      const secret = assigned(bytes, at);
      if (secret === undefined) return;
      const { end, ...told } = secret;
      assignedUntil = end;
      found.push({ path, line: lineAt(bytes, at), ...told });
    });
    if (last && whole && isNamed) named(bytes);
    if (last) return;
    const rest = bytes.subarray(until - behind);
    if (lines !== undefined) lines += newlines(bytes, until - behind);
    whole = false;
    parts = [rest];
    held = rest.length;
  }

  /** Only in texts: programs hold the names alone. */
  function assigned(bytes: Uint8Array, at: number): ReturnType<typeof assignedAt> {
    if (writing === undefined || lines === undefined || likely >= mostLikely) return undefined;
    if (writing === 'not asked yet') writing = writingOf(path);
    if (writing === undefined) return undefined;
    const secret = bytes[at] === mark ? addressAt(bytes, at) : assignedAt(bytes, at, writing);
    if (secret === undefined || (writing === 'source' && isComment(bytes, at))) return undefined;
    likely++;
    return secret;
  }

  const lineAt = (bytes: Uint8Array, at: number): number | undefined => (lines === undefined ? undefined : lines + newlines(bytes, at) + 1);

  function named(bytes: Uint8Array): void {
    const text = decoder.decode(bytes);
    for (const { start, ...secret } of credentialsIn(path, text)) {
      const line = newlines(bytes, start) + 1;
      // A token in such a file is told once.
      if (found.length < mostInFile && !found.some((one) => one.line === line)) found.push({ path, line, ...secret });
    }
  }

  return {
    begin(next) {
      path = next;
      parts = [];
      held = 0;
      whole = true;
      found = [];
      likely = 0;
      // What stands in a file of logins is judged as such.
      isNamed = isCredentialFile(path);
      writing = isNamed ? undefined : 'not asked yet';
    },
    data(chunk) {
      parts.push(chunk);
      held += chunk.length;
      if (held > block + ahead) gone(false);
    },
    end() {
      gone(true);
      parts = [];
      return found;
    },
  };
}

function judged(bytes: Uint8Array, at: number): Pick<FileSecret, 'what' | 'certainty' | 'text'> | undefined {
  const start = decoder.decode(bytes.subarray(at, at + longestToken));
  if (!start.startsWith(pemBegin)) {
    const [token] = tokensIn(start);
    if (token?.start !== 0 || !token.genuine) return undefined;
    return { what: `a token of ${token.issuer}`, certainty: 'certain', text: start.slice(0, token.end) };
  }
  if (!start.slice(0, 60).includes('PRIVATE KEY')) return undefined;
  const key = privateKeyIn(decoder.decode(bytes.subarray(at, at + ahead)));
  if (key === undefined) return undefined;
  return key.encrypted
    ? { what: `an encrypted private key (${key.label})`, certainty: 'encrypted', text: key.text }
    : { what: `a private key (${key.label})`, certainty: 'certain', text: key.text };
}

function newlines(bytes: Uint8Array, until: number): number {
  let count = 0;
  for (let at = 0; at < until; at++) if (bytes[at] === 10) count++;
  return count;
}
