import { keptEntries } from '../../host/kept-entries.ts';
import { contentsOf } from '../../image/index.ts';
import type { LayerRead } from '../images/reading.ts';
import { concealed } from './conceal.ts';
import { entryName, fromBytes, type RememberedLayer, toBytes } from './entry.ts';

/** What was read of layers in earlier runs, by their digests unpacked and by what reads them. */
export interface LayerMemory {
  known(diffId: string, instructions: readonly string[]): LayerRead | undefined;
  keep(layer: RememberedLayer): void;
}

export const noMemory: LayerMemory = { known: () => undefined, keep: () => {} };

/** All entries together, in bytes; the oldest go first. */
const mostKept = 1024 ** 3;

/**
 * In the caller's cache. `rules` tells what reads layers, so that another version reads them anew. An entry that is damaged, of others, or has no answer
 * for these instructions is none; a cache that cannot be written to only costs time.
 */
export function layerMemory(rules: string): LayerMemory {
  const entries = keptEntries('layers', mostKept);
  return {
    known(diffId, instructions) {
      const plain = /^sha256:([0-9a-f]{64})$/.exec(diffId)?.[1];
      const bytes = plain === undefined ? undefined : entries.read(entryName(rules, plain));
      const layer = plain === undefined || bytes === undefined ? undefined : fromBytes(bytes, rules, plain);
      if (layer === undefined) return undefined;
      const { contents, said, ...digest } = layer;
      const secrets = contents.told.secrets.length > 0;
      const answer = (instruction: string): string | undefined => said(instruction) ?? (secrets ? undefined : concealed(instruction, []));
      if (instructions.some((instruction) => answer(instruction) === undefined)) return undefined;
      return { ...digest, contents: contentsOf(contents), said: (instruction) => answer(instruction) ?? '…' };
    },
    keep: (layer) => entries.write(entryName(rules, layer.plain), toBytes(layer, rules)),
  };
}
