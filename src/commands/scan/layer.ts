import { fileDoors } from '../../host/file-doors.ts';
import { bytesOfPart, type FilePart } from '../../host/file-part.ts';
import { type Unpacked, unpack } from '../../host/unpack.ts';
import { accountsReader, layerReader, type PlainContents, plainOf, rightsReader } from '../../image/index.ts';
import { Unreadable } from '../../model/index.ts';
import { packageReaders } from '../../packages/index.ts';

/** A layer that went by, as plain data: from one thread to another. `texts`: values of its secrets, for concealing alone. */
export type LayerOutcome =
  | (Unpacked & {
      readonly contents: PlainContents;
      readonly texts: readonly string[];
      /** Would it be the same the next time? */
      readonly lasting: boolean;
    })
  | { readonly problem: string };

export const readPart = (part: FilePart): Promise<LayerOutcome> => readLayer(bytesOfPart(part));

/** One pass over the bytes of a layer, packed or not. */
export async function readLayer(bytes: AsyncIterable<Uint8Array>): Promise<LayerOutcome> {
  const { doors, refused } = fileDoors();
  const reader = layerReader([rightsReader(), accountsReader, ...packageReaders(doors)]);
  try {
    const unpacked = await unpack(bytes, (chunk) => reader.write(chunk));
    const { contents, texts } = reader.end();
    return { ...unpacked, contents: plainOf(contents), texts, lasting: !refused() };
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.message };
    throw error;
  }
}
