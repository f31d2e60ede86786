import { type BuildStep, type Field, written } from '../../model/index.ts';
import { asBool, asString, fieldOf, listOf, type Reading } from '../../text/json/values.ts';
import { get, itemsOf, originOf, type YamlNode } from '../../text/yaml/node.ts';
import { instructionOf } from './instruction.ts';

/** One stage: the history of an image goes back to its first layer, whatever it was built from. */
const stage = '0';

/**
 * The steps of the build, as `history` kept them. What sets a variable that the image ends up with is left out: it is judged as
 * that variable. Undefined: no history. Source: opencontainers/image-spec 1.1 config.md; moby builder/dockerfile dispatchers.go and
 * BuildKit frontend/dockerfile2llb for what stands in created_by.
 */
export function stepsOf(reading: Reading, whole: YamlNode): readonly BuildStep[] | undefined {
  const entries = listOf(reading, whole, 'history')?.items ?? [];
  const kept = new Set(itemsOf(get(get(whole, 'config'), 'Env')).map(asString));
  const steps = entries.flatMap((entry): BuildStep[] => {
    const created = fieldOf(reading, entry, 'created_by', asString);
    const empty = fieldOf(reading, entry, 'empty_layer', asBool);
    const isEmpty = empty?.state === 'written' && empty.value;
    if (created?.state !== 'written') return isEmpty ? [] : [filesOf(originOf(entry))];
    const said = instructionOf(created.value);
    // What made a layer and does not say how may have brought any file: an import, or another builder.
    if (!isEmpty && said.every(({ instruction }) => instruction === 'OTHER')) return [filesOf(created.origin)];
    return said
      .filter(({ instruction, text }) => instruction !== 'ENV' || !kept.has(text.trim()))
      .map(({ instruction, text }) => ({ instruction, stage, origin: created.origin, text: asField(text, created), flags: {} }));
  });
  if (entries.length === 0) return undefined;
  const [first] = entries;
  const origin = originOf(first ?? whole);
  return [{ instruction: 'FROM', stage, origin, text: written('scratch', origin), flags: {} }, ...steps];
}

const filesOf = (origin: BuildStep['origin']): BuildStep => ({ instruction: 'RUN', stage, origin, text: written('', origin), flags: {} });

const asField = (text: string, { origin }: { readonly origin: BuildStep['origin'] }): Field<string> => written(text, origin);
