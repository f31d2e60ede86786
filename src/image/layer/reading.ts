import { type FileReader, type LayerFact, type LayerFile, Unreadable } from '../../model/index.ts';

/** The first bytes that a reader is shown. */
const headLength = 512;

/** Gives each file to the readers that want it, and holds its content no longer than one of them does. */
export function factsOf(readers: readonly FileReader[]): {
  /** Is its content wanted? */
  begin(file: LayerFile): boolean;
  data(chunk: Uint8Array): void;
  end(): void;
  readonly facts: readonly LayerFact[];
} {
  const facts: LayerFact[] = [];
  let present: LayerFile | undefined;
  let takers: FileReader[] = [];
  let askers: FileReader[] = [];
  let chunks: Uint8Array[] = [];
  let held = 0;

  function shown(): void {
    const head = joined(chunks, held).subarray(0, headLength);
    for (const reader of askers) if (present !== undefined && reader.begins?.(head, present) === true) takers.push(reader);
    askers = [];
  }

  return {
    facts,
    begin(file) {
      for (const reader of readers) if (reader.entry !== undefined) facts.push(...reader.entry(file));
      if (file.type === '5' || /[1-6]/.test(file.type)) return false;
      present = file;
      takers = [];
      askers = [];
      chunks = [];
      held = 0;
      for (const reader of readers) {
        const wish = reader.wants?.(file);
        if (wish === undefined) continue;
        if (file.size > reader.longest && wish === 'whole')
          facts.push({ kind: 'problem', path: file.path, because: tooLong(file.size, reader.longest) });
        else if (wish === 'whole') takers.push(reader);
        else askers.push(reader);
      }
      return takers.length > 0 || askers.length > 0;
    },
    data(chunk) {
      if (present === undefined || (takers.length === 0 && askers.length === 0)) return;
      chunks.push(chunk);
      held += chunk.length;
      if (askers.length === 0 || held < headLength) return;
      shown();
      const { path, size } = present;
      takers = takers.filter(({ longest }) => {
        if (size > longest) facts.push({ kind: 'problem', path, because: tooLong(size, longest) });
        return size <= longest;
      });
      if (takers.length === 0) chunks = [];
    },
    end() {
      if (present === undefined) return;
      if (askers.length > 0) shown();
      const bytes = takers.length === 0 ? undefined : joined(chunks, held);
      for (const reader of takers) if (bytes !== undefined) facts.push(...readBy(reader, present, bytes));
      present = undefined;
      chunks = [];
    },
  };
}

function readBy(reader: FileReader, file: LayerFile, bytes: Uint8Array): readonly LayerFact[] {
  try {
    return reader.read?.(file, bytes) ?? [];
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return [{ kind: 'problem', path: file.path, because: error.message }];
  }
}

const tooLong = (size: number, most: number): string =>
  `it is too long: ${Math.ceil(size / 1048576)} MiB, the limit is ${Math.floor(most / 1048576)} MiB`;

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  if (chunks.length === 1) return chunks[0] as Uint8Array;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
