import { sha256 } from '../../host/digest.ts';
import type { PlainContents } from '../../image/index.ts';

/** What is remembered of a layer. No secret's value is in it. */
export interface RememberedLayer {
  readonly plain: string;
  readonly bytes: number;
  readonly contents: PlainContents;
  /** Instructions as they are printed, by what they were. */
  readonly said: ReadonlyMap<string, string>;
}

/** What an entry was, read back. `said`: undefined: it was not asked when the layer was read. */
export interface ReadBack {
  readonly plain: string;
  readonly bytes: number;
  readonly contents: PlainContents;
  said(instruction: string): string | undefined;
}

interface Head {
  readonly rules: string;
  readonly plain: string;
  readonly bytes: number;
  readonly told: PlainContents['told'];
  /** By the digest of what they were: that may hold a secret. */
  readonly said: Readonly<Record<string, string>>;
  readonly counts: Readonly<Record<keyof PlainContents['paths'], number>>;
}

export const entryName = (rules: string, plain: string): string => `${plain}-${rules.slice(0, 16)}`;

/** A digest of all that follows, the length of a JSON text, that text, and the sets of paths in the order of their names. */
export function toBytes({ plain, bytes, contents: { told, paths }, said }: RememberedLayer, rules: string): Uint8Array {
  const { files, folders, deleted, emptied } = paths;
  const head: Head = {
    rules,
    plain,
    bytes,
    told,
    said: Object.fromEntries([...said].map(([instruction, text]) => [keyOf(instruction), text])),
    counts: { files: files.length, folders: folders.length, deleted: deleted.length, emptied: emptied.length },
  };
  const text = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(8);
  length.writeDoubleLE(text.length);
  const body = Buffer.concat([
    length,
    text,
    ...[files, folders, deleted, emptied].map((set) => new Uint8Array(set.buffer, set.byteOffset, set.byteLength)),
  ]);
  return Buffer.concat([Buffer.from(sha256(body), 'hex'), body]);
}

/** Undefined: it is damaged, of another version, or of another layer. */
export function fromBytes(entry: Uint8Array, rules: string, plain: string): ReadBack | undefined {
  const buffer = Buffer.from(entry.buffer, entry.byteOffset, entry.byteLength);
  const body = buffer.subarray(32);
  if (body.length < 8 || sha256(body) !== buffer.subarray(0, 32).toString('hex')) return undefined;
  const end = 8 + body.readDoubleLE();
  // Its digest says that it is what was written, and so it is of that form.
  const head = JSON.parse(body.subarray(8, end).toString()) as Head;
  if (head.rules !== rules || head.plain !== plain) return undefined;
  let at = end;
  const set = (count: number): Float64Array<ArrayBuffer> => {
    const bytes = new Uint8Array(count * 8);
    bytes.set(body.subarray(at, at + count * 8));
    at += count * 8;
    return new Float64Array(bytes.buffer);
  };
  const { files, folders, deleted, emptied } = head.counts;
  const paths = { files: set(files), folders: set(folders), deleted: set(deleted), emptied: set(emptied) };
  return { plain, bytes: head.bytes, contents: { told: head.told, paths }, said: (instruction) => head.said[keyOf(instruction)] };
}

const keyOf = (instruction: string): string => sha256(new TextEncoder().encode(instruction));
