import { type TarEntry, tarEntries } from '../../host/tar.ts';
import { longestBlob, shown } from '../../image/index.ts';
import { Unreadable } from '../../model/index.ts';
import type { Blobs } from './blobs.ts';

/** Of all texts together no more is kept. */
const mostKept = 64 * 1024 * 1024;

/** Takes what is no JSON, by its name inside the archive; what it leaves unread is passed over. */
export type Other = (name: string, content: AsyncIterable<Uint8Array>) => Promise<void>;

export interface TarBlobs extends Blobs {
  /** Where an entry of this name leads: links are followed inside the archive, by name alone. Undefined: out of it, or in a circle. */
  follow(name: string): string | undefined;
}

/** What may be JSON out of a tar file, in one pass: names, sizes and the first byte tell. Layers are passed over, or handed to `other`. */
export const tarBlobs = (path: string, other?: Other): Promise<TarBlobs> => blobsAmong(tarEntries(path), other);

/** The same of entries that come from elsewhere. */
export async function blobsAmong(entries: AsyncIterable<TarEntry>, other?: Other): Promise<TarBlobs> {
  const blobs = new Map<string, Uint8Array>();
  const tooLong = new Map<string, number>();
  const links = new Map<string, string>();
  const outside: string[] = [];
  let kept = 0;
  for await (const { name, type, size, linkname = '', content } of entries) {
    const inside = insideName(name);
    if (inside === undefined) outside.push(name);
    else if (type === 'link') links.set(inside, `/${linkname}`);
    else if (type === 'symlink') links.set(inside, linkname);
    else if (type === 'file' || type === 'contiguous-file') {
      if (size > longestBlob) {
        tooLong.set(inside, size);
        await other?.(inside, content);
      } else {
        const { bytes, rest } = await jsonLike(content);
        if (bytes === undefined) {
          await other?.(inside, rest);
          continue;
        }
        kept += bytes.length;
        if (kept > mostKept) throw new Unreadable(`it holds more than ${mostKept / 1048576} MiB of JSON`);
        blobs.set(inside, bytes);
      }
    }
  }
  return { read, follow, warnings: warningsOf(outside) };

  function follow(name: string): string | undefined {
    let at = insideName(name);
    for (let steps = 0; at !== undefined && steps < 10; steps++) {
      const link = links.get(at);
      if (link === undefined) return at;
      const folder = at.split('/').slice(0, -1);
      at = climbed(link.startsWith('/') ? link.split('/') : [...folder, ...link.split('/')]);
    }
    return undefined;
  }

  function read(name: string): Uint8Array | undefined {
    const inside = insideName(name);
    if (inside === undefined) throw new Unreadable(`${shown(name)} points out of the archive; it was not followed`);
    if (links.has(inside) && !blobs.has(inside)) throw new Unreadable(`${shown(name)} is a link, which is not followed`);
    const size = tooLong.get(inside);
    if (size !== undefined)
      throw new Unreadable(`${shown(name)} is too long: ${Math.ceil(size / 1048576)} MiB, the limit is ${longestBlob / 1048576} MiB`);
    return blobs.get(inside);
  }
}

/** Nothing is unpacked here, but whoever loads the file with a careless tool is at risk. */
function warningsOf(outside: readonly string[]): string[] {
  const [first] = outside;
  if (first === undefined) return [];
  const count = outside.length === 1 ? 'an entry has' : `${outside.length} entries have`;
  return [
    `${count} a path that leads out of the archive, as ${shown(first)}: nothing was unpacked; do not load an archive that you do not trust`,
  ];
}

/** "./index.json" and "index.json" are one. Undefined: the path is absolute, or climbs. */
function insideName(name: string): string | undefined {
  if (name.startsWith('/')) return undefined;
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  return parts.includes('..') ? undefined : parts.join('/');
}

/** "a/../b" → "b", as docker save links a layer that is there already. Undefined: it leads out. */
function climbed(parts: readonly string[]): string | undefined {
  const inside: string[] = [];
  for (const part of parts) {
    if (part === '' || part === '.') continue;
    if (part !== '..') inside.push(part);
    else if (inside.pop() === undefined) return undefined;
  }
  return inside.join('/');
}

/** No bytes: it begins like no JSON object or list, as every layer does; `rest` is all of it. */
async function jsonLike(
  content: AsyncIterable<Uint8Array>,
): Promise<{ readonly bytes?: Uint8Array; readonly rest: AsyncIterable<Uint8Array> }> {
  const chunks: Uint8Array[] = [];
  const left = content[Symbol.asyncIterator]();
  const rest = async function* (): AsyncGenerator<Uint8Array> {
    yield* chunks;
    for (let next = await left.next(); next.done !== true; next = await left.next()) yield next.value;
  };
  for (let next = await left.next(); next.done !== true; next = await left.next()) {
    if (next.value.length === 0) continue;
    chunks.push(next.value);
    if (chunks.length === 1 && !/[\s{[]/.test(String.fromCharCode(next.value[0] ?? 0))) return { rest: rest() };
  }
  return chunks.length === 0 ? { rest: rest() } : { bytes: Buffer.concat(chunks), rest: rest() };
}
