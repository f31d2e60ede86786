import type { FileReader, LayerFact, LayerFile } from '../../model/index.ts';
import { type FileSecret, fileSecrets } from '../secrets/file.ts';
import { tooLong } from './header.ts';
import { insideLayer, type PathSet, pathSet } from './paths.ts';
import { factsOf } from './reading.ts';
import { tarReader } from './tar.ts';

/** What is known of a layer once it went by. No content of it is kept, no secret's value, and of its names 8 bytes each. */
export interface LayerContents {
  readonly secrets: readonly LayerSecret[];
  /** Other names of a file that holds a secret, by its first: hard links. */
  readonly links: ReadonlyMap<string, readonly string[]>;
  /** What readers told of its files. */
  readonly facts: readonly LayerFact[];
  /** Files, links and folders. */
  readonly entries: number;
  readonly files: PathSet;
  readonly folders: PathSet;
  /** What it deletes of the layers below, and the folders of which it deletes all that is below. */
  readonly deleted: PathSet;
  readonly emptied: PathSet;
  /** One line each. */
  readonly problems: readonly string[];
}

export type LayerSecret = Omit<FileSecret, 'text'>;

/** `texts`: the values of its secrets, for concealing, never for printing or keeping. */
export interface LayerFound {
  readonly contents: LayerContents;
  readonly texts: readonly string[];
}

/** Nothing shorter is a secret that is told by its shape; a login may be. */
const shortest = 8;
const mostSecrets = 1000;
/** Other names of one file that are kept. */
const mostLinks = 1000;

/**
 * A layer, unpacked, that is pushed in. Whiteouts: opencontainers/image-spec 1.1 layer.md, "Whiteouts" and "Opaque Whiteout".
 * Throws Unreadable for what is no tar file, is damaged or cut off. Nothing is written anywhere, whatever its paths say.
 */
export function layerReader(readers: readonly FileReader[]): { write(chunk: Uint8Array): void; end(): LayerFound } {
  const secrets: LayerSecret[] = [];
  const texts: string[] = [];
  const links = new Map<string, string[]>();
  const [files, folders, deleted, emptied] = [pathSet(), pathSet(), pathSet(), pathSet()];
  const look = fileSecrets();
  const told = factsOf(readers);
  let entries = 0;
  let searched = false;
  let wanted = false;
  let outside = 0;
  let left = 0;
  let long = 0;
  const tar = tarReader({
    entry(entry) {
      const { name, type, mode, uid, gid, size, link, capability } = entry;
      const inside = insideLayer(name);
      const { path } = inside;
      if (inside.outside) outside++;
      const slash = path.lastIndexOf('/');
      if (path.startsWith('.wh.', slash + 1)) {
        const hidden = path.slice(slash + 5);
        if (hidden === '.wh..opq') emptied.add(path.slice(0, Math.max(0, slash)));
        else if (!hidden.startsWith('.wh.')) deleted.add(path.slice(0, slash + 1) + hidden);
        return false;
      }
      entries++;
      if (type === '5') folders.add(path);
      else files.add(path);
      if (name.length >= tooLong) long++;
      if (type === '1') {
        const others = links.get(insideLayer(link).path);
        if (others !== undefined && others.length < mostLinks) others.push(path);
      }
      const file: LayerFile = { path, type, mode, uid, gid, size, link };
      wanted = told.begin(capability === undefined ? file : { ...file, capability });
      searched = size >= shortest && isFile(type);
      if (searched) look.begin(path);
      return searched || wanted;
    },
    data(chunk) {
      if (searched) look.data(chunk);
      if (wanted) told.data(chunk);
    },
    end() {
      if (wanted) told.end();
      if (!searched) return;
      for (const { text, ...secret } of look.end()) {
        if (secrets.length >= mostSecrets) left++;
        else {
          secrets.push(secret);
          texts.push(text);
          if (!links.has(secret.path)) links.set(secret.path, []);
        }
      }
    },
  });
  return {
    write: (chunk) => tar.write(chunk),
    end() {
      tar.end();
      const problems = problemsOf(outside, left, long);
      return { contents: { secrets, links, facts: told.facts, entries, files, folders, deleted, emptied, problems }, texts };
    },
  };
}

/** "7" was once a file in one piece; what is not known is taken for a file (POSIX.1-2017 pax, typeflag). */
const isFile = (type: string): boolean => type < '1' || type > '6';

const problemsOf = (outside: number, left: number, long: number): string[] => [
  ...(outside === 0
    ? []
    : [
        `${outside === 1 ? 'an entry has' : `${outside} entries have`} a path that leads out of it: nothing was unpacked; do not run an image that you do not trust`,
      ]),
  ...(long === 0
    ? []
    : [`${long === 1 ? 'an entry has' : `${long} entries have`} a path of more than 4 KiB, which no system takes: it was cut`]),
  ...(left === 0 ? [] : [`only the first ${mostSecrets} secrets in it are told; ${left} more were found`]),
];
