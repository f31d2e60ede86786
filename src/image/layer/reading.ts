import { type FilePieces, type FileReader, type LayerFact, type LayerFile, Unreadable } from '../../model/index.ts';
import { filled, joined } from '../../text/bytes.ts';
import { keptFacts } from './kept-facts.ts';

/** The first bytes that a reader is shown. */
const headLength = 512;

/** A file up to this length is put where the one before it was. */
const longestReused = 16 * 1024 * 1024;

/** Gives each file to the readers that want it, and holds its content no longer than one of them does. */
export function factsOf(readers: readonly FileReader[]): {
  /** Is its content wanted? */
  begin(file: LayerFile): boolean;
  data(chunk: Uint8Array): void;
  end(): void;
  readonly facts: readonly LayerFact[];
} {
  const kept = keptFacts();
  let present: LayerFile | undefined;
  /** Those that are given the whole, those that ask for its first bytes, and those that are told in pieces. */
  let takers: FileReader[] = [];
  let askers: FileReader[] = [];
  let tellers: FilePieces[] = [];
  let chunks: Uint8Array[] = [];
  let held = 0;
  /** The whole content, as far as it came. */
  let whole: Uint8Array | undefined;
  let reused = new Uint8Array();

  function room(length: number): Uint8Array {
    if (length > longestReused) return new Uint8Array(length);
    if (reused.length < length) reused = new Uint8Array(Math.min(longestReused, 2 * length));
    return reused.subarray(0, length);
  }

  function take(reader: FileReader, file: LayerFile): void {
    if (file.size <= reader.longest) takers.push(reader);
    else if (reader.pieces !== undefined) tellers.push(reader.pieces(file));
    else kept.add([{ kind: 'problem', path: file.path, because: tooLong(file.size, reader.longest) }]);
  }

  function shown(file: LayerFile): void {
    const head = joined(chunks, held).subarray(0, headLength);
    for (const reader of askers) if (reader.begins?.(head, file) === true) take(reader, file);
    askers = [];
    for (const teller of tellers) for (const chunk of chunks) teller.data(chunk);
    if (takers.length > 0 && held < file.size) whole = filled(room(file.size), chunks);
    if (takers.length === 0 || whole !== undefined) chunks = [];
  }

  return {
    facts: kept.facts,
    begin(file) {
      for (const reader of readers) if (reader.entry !== undefined) kept.add(reader.entry(file));
      if (file.type === '5' || /[1-6]/.test(file.type)) return false;
      present = file;
      [takers, askers, tellers, chunks, held, whole] = [[], [], [], [], 0, undefined];
      for (const reader of readers) {
        const wish = reader.wants?.(file);
        if (wish === 'whole') take(reader, file);
        else if (wish === 'head') askers.push(reader);
      }
      return takers.length > 0 || askers.length > 0 || tellers.length > 0;
    },
    data(chunk) {
      if (present === undefined) return;
      if (askers.length === 0 && held > 0) {
        whole?.set(chunk.subarray(0, Math.max(0, present.size - held)), Math.min(held, present.size));
        held += chunk.length;
        for (const teller of tellers) teller.data(chunk);
        return;
      }
      chunks.push(chunk);
      held += chunk.length;
      if (askers.length === 0 || held >= headLength) shown(present);
    },
    end() {
      if (present === undefined) return;
      const file = present;
      if (askers.length > 0) shown(file);
      const bytes = whole ?? joined(chunks, held);
      for (const reader of takers) kept.add(triedBy(file, () => reader.read?.(file, bytes) ?? []));
      for (const teller of tellers) kept.add(triedBy(file, () => teller.end()));
      present = undefined;
      [chunks, whole] = [[], undefined];
    },
  };
}

function triedBy(file: LayerFile, read: () => readonly LayerFact[]): readonly LayerFact[] {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return [{ kind: 'problem', path: file.path, because: error.message }];
  }
}

const tooLong = (size: number, most: number): string =>
  `it is too long: ${Math.ceil(size / 1048576)} MiB, the limit is ${Math.floor(most / 1048576)} MiB`;
