import type { ImageAccounts } from './accounts.ts';
import type { Distribution, Package } from './package.ts';

/** An entry of a layer as its header says it. */
export interface LayerFile {
  /** Inside the image, without a slash before it, "." and ".." resolved. */
  readonly path: string;
  /** "0" file, "1" hard link, "2" symbolic link, "3" and "4" devices, "5" folder, "6" pipe (POSIX.1-2017 pax, typeflag). */
  readonly type: string;
  /** The permission bits with set-uid (0o4000), set-gid and sticky. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes of content. */
  readonly size: number;
  /** What a link leads to, as it stands there. */
  readonly link: string;
  /** The extended attribute security.capability as stored; absent: it has none. */
  readonly capability?: Uint8Array;
}

/**
 * What is remembered of a layer, and kept in the cache: plain data, never a secret's value. Paths are those of LayerFile.
 * A later layer that deletes or overwrites the path takes the fact away with it.
 */
export type LayerFact =
  /** A record of installed packages, or a program or archive that tells what it is made of. */
  | { readonly kind: 'packages'; readonly path: string; readonly packages: readonly Package[] }
  /** A package of the distribution says that these files are its own; only files that tell of packages, and libraries, are listed. */
  | { readonly kind: 'owned'; readonly path: string; readonly owner: string; readonly files: readonly string[] }
  | { readonly kind: 'distribution'; readonly path: string; readonly distribution: Distribution }
  /** A file or folder with rights that are worth a look. */
  | ({ readonly kind: 'file'; readonly path: string } & FileRights)
  /** etc/passwd or etc/group, or etc where that is a link. With neither list: it is there, and what it says is not known. */
  | ({ readonly kind: 'accounts'; readonly path: string } & ImageAccounts)
  /** Something that should have been read and was not: one clause. */
  | { readonly kind: 'problem'; readonly path: string; readonly because: string };

/** What a file is, and who may do what with it: as LayerFile says it. */
export interface FileRights extends Pick<LayerFile, 'type' | 'mode' | 'uid' | 'gid' | 'size'> {
  readonly what: FileKind;
  /** "CAP_NET_RAW", effective at once or not. */
  readonly capabilities?: readonly string[];
}

/**
 * `writable-system`: a file or folder of the system that somebody who is not root may write. `shell`, `package-manager`, `build-tool`: a program of that sort, by
 * its name and where it lies.
 */
export type FileKind =
  | 'set-uid'
  | 'set-gid'
  | 'capabilities'
  | 'world-writable'
  | 'writable-system'
  | 'shell'
  | 'package-manager'
  | 'build-tool';

/** Reads what it understands of the files of a layer as they go by. Pure: what it needs from outside is handed in (FileDoors). */
export interface FileReader {
  /** Of any entry, by its header alone. */
  entry?(file: LayerFile): readonly LayerFact[];
  /** Is the content of a regular file wanted? `head`: that depends on its first bytes, `begins` is asked. Cheap: it is asked for each file. */
  wants?(file: LayerFile): 'whole' | 'head' | undefined;
  /** The first bytes of the file, 512 or as many as there are. */
  begins?(head: Uint8Array, file: LayerFile): boolean;
  /** Bytes that are held at most; a longer file that is wanted is told in pieces, or becomes a problem. */
  readonly longest: number;
  /** The whole content, which is not there any more afterwards. May throw Unreadable, which becomes a problem of one line. */
  read?(file: LayerFile, bytes: Uint8Array): readonly LayerFact[];
  /** For what is longer: told as it goes by, from its first byte on. `end` may throw as `read` does. */
  pieces?(file: LayerFile): FilePieces;
}

export interface FilePieces {
  data(chunk: Uint8Array): void;
  end(): readonly LayerFact[];
}

/** What readers cannot do by themselves. */
export interface FileDoors {
  /** The files of a zip archive in memory. Throws Unreadable: no zip file, damaged, a bomb. */
  zip(bytes: Uint8Array): Iterable<ZipEntry>;
  /** zlib's format (RFC 1950). Throws Unreadable: damaged, or longer than `most` bytes. */
  inflate(bytes: Uint8Array, most: number): Uint8Array;
  /** The rows that a query gives of a SQLite file in memory, blobs as bytes. Throws Unreadable: no such file, damaged. */
  rows(database: Uint8Array, query: string): readonly Readonly<Record<string, unknown>>[];
}

export interface ZipEntry {
  /** As it stands in the archive: it may climb out. Nothing is ever unpacked to the disk. */
  readonly name: string;
  /** Bytes unpacked, as the archive says. */
  readonly size: number;
  /** Throws Unreadable: damaged, longer than `most` bytes, packed by a way that is not read. */
  read(most: number): Uint8Array;
}
