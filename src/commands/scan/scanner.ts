import { lanes } from '../../host/lanes.ts';
import { contentsOf } from '../../image/index.ts';
import type { LayerRead, LayerScanner } from '../images/reading.ts';
import { concealed } from './conceal.ts';
import { type LayerOutcome, readLayer, readPart } from './layer.ts';
import type { ScanSource } from './look.ts';
import { layerMemory, noMemory } from './memory.ts';
import { layerRules } from './rules.ts';

/** Below this many bytes a thread's start costs more than it saves. */
const worthThread = 8 * 1024 ** 2;

const usualMemory = () => (layerRules === undefined ? noMemory : layerMemory(layerRules));

/** Reads layers: large parts of files on several threads, what comes as a stream on this one. */
export function layerScanner(memory = usualMemory()): LayerScanner {
  const script = new URL('./layers.cjs', import.meta.url);
  const threads = lanes(script, readPart, (why): LayerOutcome => ({ problem: `the thread that read it died: ${why}` }));

  function whole(outcome: LayerOutcome, instructions: readonly string[] | undefined): LayerRead {
    if ('problem' in outcome) return outcome;
    const { contents, texts, lasting, ...unpacked } = outcome;
    if (lasting && instructions !== undefined) {
      const said = new Map(instructions.map((instruction) => [instruction, concealed(instruction, texts)]));
      memory.keep({ plain: unpacked.plain, bytes: unpacked.bytes, contents, said });
    }
    return { ...unpacked, contents: contentsOf(contents), said: (instruction) => concealed(instruction, texts) };
  }

  return {
    known: memory.known,
    async read(content, instructions) {
      if (!('file' in content)) return whole(await readLayer(content), instructions);
      return whole(await (content.length < worthThread ? readPart(content) : threads.do(content)), instructions);
    },
  };
}

/** The same source, of which nothing is remembered, of earlier runs or for later ones. */
export const notRemembered = (source: ScanSource): ScanSource =>
  'tell' in source
    ? source
    : { file: source.file, read: ({ read }) => source.read({ known: () => undefined, read: (content) => read(content) }) };
