import { endOfPair } from '../../../text/yaml/edit/extent.ts';
import type { Spliced, Way } from '../../../text/yaml/edit/index.ts';
import { columnOf } from '../../../text/yaml/edit/lines.ts';
import { styleOf } from '../../../text/yaml/edit/style.ts';
import { blockPair, flow, prettyJson, type YamlValue } from '../../../text/yaml/edit/value.ts';

/** The pair of a value gives way to another key and value where it stands, whatever lines it takes. */
export function replaced(value: Way, key: string, to: YamlValue): Spliced {
  const spot = value.spots.at(-1);
  if (spot === undefined || !('pair' in spot)) return 'it is written in a way that cannot be changed here';
  const { pair, parent } = spot;
  const { source, start } = pair.key;
  const style = styleOf(value.root);
  const lines = source.text.slice(parent.start, parent.end).includes('\n');
  const column = columnOf(source.text, start);
  const text = !parent.flow
    ? blockPair(key, to, column, style)
    : style.json
      ? `"${key}": ${lines ? prettyJson(to, column, style) : flow(to, style)}`
      : `${key}: ${flow(to, style)}`;
  return [{ source, start, end: endOfPair(pair), text }];
}
