import { type Entries, type Field, type Mount, type Origin, unknown, written } from '../../model/index.ts';
import { isPropagation } from '../../text/docker-syntax/index.ts';
import { originOf, type YamlScalar } from '../../text/yaml/node.ts';
import { hostPath } from './host-path.ts';
import { HOLE, hasHole, type Text } from './interpolate.ts';
import { namedVolume } from './named-volume.ts';
import { tidy } from './paths.ts';
import { problem } from './reading.ts';
import type { Service } from './service-keys.ts';
import { part, shorten, textOf } from './values.ts';
import { isFilePath, parseVolumeSpec } from './volume-spec.ts';

/** `[SOURCE:]TARGET[:OPTIONS]` */
export function shortVolume(service: Service, node: YamlScalar): Mount | undefined {
  const text = textOf(service.reading, node);
  const spec = parseVolumeSpec(text.value);
  const origin = originOf(node);
  if (spec === undefined) {
    problem(service.reading, node, `"${shorten(node.text)}" is no volume: write [SOURCE:]TARGET[:OPTIONS]`);
    return undefined;
  }
  const { source, target, options } = spec;
  const shared = { origin, destination: destination(text, target, origin), ...optionsOf(service, node, text, options, origin) };
  if (source === undefined) {
    // One variable for the whole entry may bring a source with it.
    const whole = target.startsWith(HOLE) ? part(text, target, origin) : undefined;
    return { ...shared, type: whole?.state === 'unknown' ? whole : written('volume', origin), source: whole };
  }
  // `${DIR}` may be a path or a volume's name; `${DIR}/data` can only be a path.
  if (source.startsWith(HOLE) && !source.includes('/')) {
    const field = unknown(text.because ?? 'it is not known', origin);
    return { ...shared, type: field, source: field };
  }
  if (isFilePath(source) || source.startsWith(HOLE))
    return { ...shared, type: written('bind', origin), source: hostPath(service, text, source, node.source, origin) };
  return { ...shared, ...namedVolume(service, part(text, source, origin), origin) };
}

export const destination = (text: Text, target: string, origin: Origin): Field<string> =>
  part(text, hasHole(target) ? target : tidy(target), origin);

/** Words that were for Docker Desktop on a Mac and change nothing. */
const without = new Set(['cached', 'delegated', 'consistent', 'default', '']);

interface Options {
  readonly?: Field<boolean>;
  propagation?: Field<string>;
  options?: Entries<string>;
}

function optionsOf(service: Service, node: YamlScalar, text: Text, words: readonly string[], origin: Origin): Options {
  const found: Options = {};
  for (const word of words) {
    if (hasHole(word)) {
      found.readonly = unknown(text.because ?? 'it is not known', origin);
      found.propagation = found.readonly;
    } else if (word === 'ro' || word === 'rw') found.readonly = written(word === 'ro', origin);
    else if (isPropagation(word)) found.propagation = written(word, origin);
    else if (word === 'z' || word === 'Z' || word === 'nocopy') found.options = [...(found.options ?? []), written(word, origin)];
    else if (!without.has(word)) {
      problem(
        service.reading,
        node,
        `Compose drops the volume option "${shorten(word)}" without a word: it has no effect here; take it out, or set it with \`driver_opts\` of a volume`,
      );
    }
  }
  return found;
}
