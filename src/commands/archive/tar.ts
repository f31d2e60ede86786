import { tarEntries } from '../../host/tar.ts';
import { longestBlob, shown } from '../../image/index.ts';
import { Unreadable } from '../../model/index.ts';
import type { Blobs } from './blobs.ts';

/** Of all texts together no more is kept. */
const mostKept = 64 * 1024 * 1024;

/** What may be JSON out of a tar file, in one pass: names, sizes and the first byte tell. Layers are passed over. */
export async function tarBlobs(path: string): Promise<Blobs> {
  const blobs = new Map<string, Uint8Array>();
  const tooLong = new Map<string, number>();
  const links = new Set<string>();
  const outside: string[] = [];
  let kept = 0;
  for await (const { name, type, size, content } of tarEntries(path)) {
    const inside = insideName(name);
    if (inside === undefined) outside.push(name);
    else if (type === 'link' || type === 'symlink') links.add(inside);
    else if (type === 'file' || type === 'contiguous-file') {
      if (size > longestBlob) tooLong.set(inside, size);
      else {
        const bytes = await jsonLike(content);
        if (bytes === undefined) continue;
        kept += bytes.length;
        if (kept > mostKept) throw new Unreadable(`it holds more than ${mostKept / 1048576} MiB of JSON`);
        blobs.set(inside, bytes);
      }
    }
  }
  return { read, warnings: warningsOf(outside) };

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

/** Undefined: it begins like no JSON object or list, as every layer does. */
async function jsonLike(content: AsyncIterable<Uint8Array>): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let wanted: boolean | undefined;
  for await (const chunk of content) {
    if (chunk.length === 0) continue;
    wanted ??= /[\s{[]/.test(String.fromCharCode(chunk[0] ?? 0));
    if (wanted) chunks.push(chunk);
  }
  return wanted ? Buffer.concat(chunks) : undefined;
}
