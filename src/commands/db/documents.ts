import { filesBelow } from '../../host/files-below.ts';
import { plainBytes } from '../../host/plain-bytes.ts';
import { lookAt } from '../../host/read.ts';
import { tarEntriesIn } from '../../host/tar.ts';
import { zipEntries } from '../../host/zip.ts';
import { Unreadable } from '../../model/index.ts';

/** One file, wherever it lies: on the disk, in a tar file, in a zip file. */
export interface Document {
  /** As it is named in messages: "golang-osv.tar.gz:GO-2024-3228.json". */
  readonly name: string;
  /** To be read before the next document is asked for. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** Hears of a file that cannot be opened: one clause. */
export type Complain = (file: string, message: string) => void;

/** Bytes of a file in a zip file, which is held as a whole. */
const longest = 256 * 1024 ** 2;

/** Every file that is named, lies in a folder, or in an archive there (tar, with gzip or not; zip). One that is broken is told, and the others follow. */
export async function* documentsIn(paths: readonly string[], complain: Complain): AsyncGenerator<Document> {
  for (const path of paths) {
    const stats = lookAt(path);
    if (stats === undefined) complain(path, 'there is no such file or folder');
    else if (!stats.isDirectory()) yield* inFile(path, complain);
    else for (const file of filesBelow(path, complain)) yield* inFile(file, complain);
  }
}

async function* inFile(path: string, complain: Complain): AsyncGenerator<Document> {
  try {
    const head = await firstBytes(path);
    if (isZip(head)) yield* inZip(path, complain);
    else if (isTar(head)) {
      for await (const { name, type, content } of tarEntriesIn(plainBytes(path)))
        if (type === 'file') yield { name: `${path}:${name}`, content };
    } else yield { name: path, content: plainBytes(path) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    complain(path, error.message);
  }
}

async function* inZip(path: string, complain: Complain): AsyncGenerator<Document> {
  for (const { name, read } of zipEntries(path)) {
    try {
      yield { name: `${path}:${name}`, content: one(read(longest)) };
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      complain(`${path}:${name}`, error.message);
    }
  }
}

/** Unpacked; a short file has fewer. */
async function firstBytes(path: string): Promise<Uint8Array> {
  for await (const chunk of plainBytes(path)) return chunk.subarray(0, 512);
  return new Uint8Array(0);
}

const isZip = (head: Uint8Array): boolean => head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5);

/** POSIX.1-2017, pax: "ustar" in the first header. */
const isTar = (head: Uint8Array): boolean => Buffer.from(head.subarray(257, 262)).toString('latin1') === 'ustar';

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
