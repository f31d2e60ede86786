import { type Field, type Healthcheck, type Origin, unknown, written } from '../../model/index.ts';
import { originOfPair, type YamlNode } from '../../text/yaml/node.ts';
import type { Notes } from './notes.ts';
import { kindOf, listAt, pairAt, stringOf } from './typed.ts';

/** `command` (the image's ENTRYPOINT) and `args` (its CMD) in a row, as far as they are written. */
export function argumentsOf(notes: Notes, container: YamlNode): Field<readonly string[]> | undefined {
  const first = pairAt(container, 'command') ?? pairAt(container, 'args');
  if (first === undefined) return undefined;
  const words: string[] = [];
  for (const key of ['command', 'args']) {
    for (const node of listAt(notes, container, key) ?? []) {
      // What stands in an argument is the program's business: $(VAR) and ${VAR} are no placeholders here.
      const word = stringOf(node);
      if (word === undefined) return refused(notes, node, key, originOfPair(first));
      words.push(word);
    }
  }
  return written(words, originOfPair(first));
}

/** Of those the words of `command`. */
export function entrypointOf(container: YamlNode): { readonly entrypointWords?: number } {
  const command = pairAt(container, 'command')?.value;
  return command?.kind === 'seq' ? { entrypointWords: command.items.length } : {};
}

function refused(notes: Notes, node: YamlNode, key: string, origin: Origin): Field<never> {
  const message = `an entry of ${key} must be a string (quote it), but is ${kindOf(node)}`;
  notes.tell(node, `${message}; the API server refuses it`);
  return unknown(message, origin);
}

const kinds = ['exec', 'httpGet', 'tcpSocket', 'grpc'];

/** The first that is there speaks for the container: each makes the kubelet ask the program how it is. */
const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'];

/** A probe, named by its kind. */
export function healthcheckOf(container: YamlNode): Field<Healthcheck> | undefined {
  for (const name of probes) {
    const pair = pairAt(container, name);
    if (pair === undefined || pair.value.kind !== 'map') continue;
    const kind = kinds.find((one) => pairAt(pair.value, one) !== undefined);
    if (kind !== undefined) return written({ disabled: false, test: [kind] }, originOfPair(pair));
  }
  return undefined;
}
