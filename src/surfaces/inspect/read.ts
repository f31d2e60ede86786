import type { Container, Reader, ReadResult, Source } from '../../model/index.ts';
import { problem, type Reading } from '../../text/json/values.ts';
import { runFlags } from '../../text/phrases/run-flags.ts';
import { getPair, itemsOf, originOf } from '../../text/yaml/node.ts';
import { parseYaml } from '../../text/yaml/parse.ts';
import { containerOf } from './container.ts';

/** What is wrong is put right by starting the container anew: in the words of the command that does. */
export const reader: Reader = { read, phrases: runFlags };

/** One container, or the list that `inspect` prints. What an engine says of images, networks and volumes is passed over. */
function read(source: Source): ReadResult {
  const { documents, problems } = parseYaml(source);
  const reading: Reading = { problems: [...problems], format: "the engine's API" };
  const [document] = documents;
  if (document === undefined || (document.kind !== 'map' && document.kind !== 'seq')) {
    if (problems.length === 0) problem(reading, { source, start: 0 }, 'the text is no JSON object or list; it was not judged');
    return { containers: [], problems: reading.problems };
  }
  const ids = new Map<string, number>();
  const containers = (document.kind === 'seq' ? itemsOf(document) : [document]).flatMap((node): Container[] => {
    if (getPair(node, 'HostConfig') !== undefined) return [containerOf(reading, node, source, unique(ids))];
    if (node.kind !== 'map') problem(reading, originOf(node), 'an entry of the list is no object; it was not read');
    return [];
  });
  return { containers, problems: reading.problems };
}

/** Two engines may each have a container of the same name. */
const unique =
  (seen: Map<string, number>) =>
  (id: string): string => {
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count === 1 ? id : `${id}~${count}`;
  };
