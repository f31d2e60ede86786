import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, type Stats, statSync } from 'node:fs';
import { Unreadable } from '../model/index.ts';

/** A declaration larger than this is not read: the largest real manifests (bundled CRDs) stay below 5 MB. */
export const largestText = 16 * 1024 * 1024;

/** How much of a text shows that it is binary, as git looks for a NUL byte. */
const binaryProbe = 8000;

/** What stands in the way of reading, by the system's error code. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission to read it is denied',
  EPERM: 'permission to read it is denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is not a folder',
  ELOOP: 'its symbolic links run in a circle',
  ENAMETOOLONG: 'its name is too long',
  ENOSPC: 'no space is left',
  EDQUOT: 'no space is left for this user',
  EROFS: 'it lies on a filesystem that may only be read',
  EMFILE: 'too many files are open',
  EIO: 'the device fails to read or write',
  ERR_INVALID_ARG_VALUE: 'its name holds a NUL character',
};

/** Did the operating system refuse something, or is it a mistake of ours? */
export const isSystemError = (error: unknown): boolean => error instanceof Error && 'syscall' in error;

/** One line for people from a system error; other errors are thrown on. */
export function reasonOfError(error: unknown): string {
  const { code, syscall } = (error ?? {}) as { readonly code?: unknown; readonly syscall?: unknown };
  if (typeof code !== 'string') throw error;
  if (syscall === 'uv_cwd') return 'the folder that this was started in is gone';
  return reasons[code] ?? `the system says ${code}`;
}

/** A file that is no text at all. */
export class NotText extends Unreadable {}

/** A text that no declaration is as long as. */
export class TooLarge extends Unreadable {
  constructor(bytes: number, limit = largestText) {
    super(
      `it is too large to be ${limit === largestText ? 'a declaration' : 'read'}: ${Math.ceil(bytes / 1048576)} MiB, the limit is ${limit / 1048576} MiB`,
    );
  }
}

/**
 * The text of a file, decoded as UTF-8 without its byte-order mark.
 * Throws Unreadable (missing, forbidden, not a file, not UTF-8), among them TooLarge and NotText (binary).
 */
export function readText(path: string, limit = largestText): string {
  const bytes = readBytes(path, limit);
  return decode(bytes);
}

/** The text of a file that somebody named. Throws Unreadable with its path: the reason alone would not say which file is meant. */
export function readNamed(path: string, instead = ''): string {
  try {
    return readText(path);
  } catch (error) {
    if (error instanceof Unreadable) throw new Unreadable(`${path}: ${error.message}${instead}`);
    throw error;
  }
}

/** The same, and whether a byte-order mark stood before it: whoever writes the file again has to put it back. */
export function readMarkedText(path: string): { readonly text: string; readonly mark: boolean } {
  const bytes = readBytes(path);
  return { text: decode(bytes), mark: bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf };
}

export function decode(bytes: Buffer): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new Unreadable('it is UTF-16; save it as UTF-8');
  }
  if (bytes.subarray(0, binaryProbe).includes(0)) throw new NotText('it is binary');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // A script may carry an archive behind its text.
    if (bytes.includes(0)) throw new NotText('it is binary');
    throw new Unreadable(`it is not UTF-8: byte ${firstInvalid(bytes)} is the first that does not fit`);
  }
}

/** 1-based; where decoding with replacement first differs from the bytes. */
function firstInvalid(bytes: Buffer): number {
  const back = Buffer.from(bytes.toString('utf8'), 'utf8');
  let at = 0;
  while (at < bytes.length && bytes[at] === back[at]) at++;
  return at + 1;
}

export const notRegular = 'it is not a regular file';

/** Never waits for a pipe without a writer: O_NONBLOCK, and only regular files are read. */
export function readBytes(path: string, limit = largestText): Buffer {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw new Unreadable(reasonOfError(error));
  }
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) throw new Unreadable(stats.isDirectory() ? 'it is a folder' : notRegular);
    if (stats.size > limit) throw new TooLarge(stats.size, limit);
    return readAll(descriptor, stats.size, limit);
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable(reasonOfError(error));
  } finally {
    closeSync(descriptor);
  }
}

/** A file can grow or shrink while it is read, and files of /proc say that they are empty. */
function readAll(descriptor: number, expected: number, limit: number): Buffer {
  let buffer = Buffer.allocUnsafe(Math.max(expected + 1, 4096));
  let length = 0;
  for (;;) {
    const count = readSync(descriptor, buffer, length, buffer.length - length, null);
    if (count === 0) return buffer.subarray(0, length);
    length += count;
    if (length > limit) throw new TooLarge(length, limit);
    if (length === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2);
  }
}

/** Undefined when nothing is there. Throws Unreadable for what cannot be looked at. */
export function lookAt(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return undefined;
    throw new Unreadable(reasonOfError(error));
  }
}

/** Names of the regular files in a folder (behind links too), sorted. None: there is no such folder. Throws Unreadable. */
export function fileNames(folder: string): readonly string[] {
  if (lookAt(folder)?.isDirectory() !== true) return [];
  try {
    return readdirSync(folder)
      .filter((name) => lookAt(`${folder}/${name}`)?.isFile() === true)
      .sort();
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable(reasonOfError(error));
  }
}
