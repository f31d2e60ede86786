import type { Container, Origin, Patch, Refusal } from '../../../model/index.ts';
import { placeOf } from '../../../text/lines.ts';

/**
 * Why nothing is written into a text that a tool made: the file that it was made from, and the value of a chart where the line takes
 * one. Undefined: it is a file.
 */
export function renderedFrom({ origin }: Container, patch: Patch): readonly Refusal[] | undefined {
  const { writtenAt } = origin.source;
  if (writtenAt === undefined) return undefined;
  const because = changeThere(writtenAt(origin.start, origin.end));
  return patch.map((change) => ({ change, because }));
}

function changeThere(origin: Origin): string {
  const { file, line } = placeOf(origin);
  const { text } = origin.source;
  const start = text.lastIndexOf('\n', origin.start - 1) + 1;
  const end = text.indexOf('\n', origin.start);
  const value = /\.Values((?:\.\w{1,100}){1,20})/.exec(text.slice(start, end < 0 ? text.length : end))?.[1];
  const from = value === undefined ? '' : `, which takes the value ${value.slice(1)} (values.yaml)`;
  return `it is rendered from ${file}:${line}${from}: change it there`;
}
