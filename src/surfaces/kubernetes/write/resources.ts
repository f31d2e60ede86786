import { guessComment } from '../../../text/guess.ts';
import { get } from '../../../text/yaml/node.ts';
import { asText } from '../../../text/yaml/value.ts';
import { bytes, processors } from '../phrases.ts';
import { parseQuantity, scaled } from '../quantity.ts';
import { putInContainer, type Result, type Writing } from './writing.ts';

/** The API server refuses a limit below the request, and the author knows that the container takes that much. */
function limit(writing: Writing, key: 'memory' | 'cpu', to: string): Result {
  const requested = asText(get(get(get(writing.found.node, 'resources'), 'requests'), key)) ?? '';
  const value = amount(requested) > amount(to) ? requested : to;
  return putInContainer(writing, ['resources', 'limits', key], value, guessComment);
}

function amount(text: string): number {
  const quantity = parseQuantity(text);
  return quantity === undefined ? 0 : scaled(quantity, 1000n);
}

export const memoryLimit = (writing: Writing, to: number): Result => limit(writing, 'memory', bytes(to));

export const cpuLimit = (writing: Writing, to: number): Result => limit(writing, 'cpu', processors(to));
