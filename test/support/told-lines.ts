import { fileDoors } from '../../src/host/file-doors.ts';
import { type FileReader, type LayerFact, Unreadable } from '../../src/model/index.ts';
import { layerFile } from './layer-file.ts';

export const { doors } = fileDoors();

/** "npm lodash 4.17.21", " inside" and architecture after it; or why it was not read. */
export function toldLines(reader: FileReader, path: string, content: string | Uint8Array): string[] {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  try {
    return (reader.read?.(layerFile(path, bytes.length), bytes) ?? []).flatMap(lines);
  } catch (error) {
    if (error instanceof Unreadable) return [error.message];
    throw error;
  }
}

export const lines = (fact: LayerFact): string[] =>
  fact.kind === 'problem'
    ? [fact.because]
    : fact.kind === 'packages'
      ? fact.packages.map(({ kind, name, version, arch, license, inside }) =>
          [kind, name, version, arch, license, inside && 'inside'].filter((each) => each !== undefined).join(' '),
        )
      : [];
