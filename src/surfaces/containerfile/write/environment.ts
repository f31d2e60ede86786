import type { Settings } from '../../../model/index.ts';
import { originOf } from '../joined.ts';
import { pairsOf } from '../pairs.ts';
import { mentions, textOf } from './file.ts';
import { replaced } from './place.ts';
import { all, type Result, type Writing } from './writing.ts';

/** A secret out of an image's variables: the name stays, its value comes from whoever starts the container. */
export function clearVariable({ container, file, notes }: Writing, { name }: Settings['process.env.secret']): Result {
  const variable = container.process.env.find((one) => one.name === name);
  if (variable === undefined) return `${name} is not written here`;
  const instruction = file.instructions.find(({ keyword, joined, span }) => {
    const origin = originOf(joined, span);
    return keyword === 'ENV' && variable.origin.start >= origin.start && variable.origin.end <= origin.end;
  });
  const pairs = instruction === undefined ? [] : pairsOf(instruction);
  const pair = typeof pairs === 'string' ? undefined : pairs.find((one) => one.name.text === name);
  if (instruction === undefined || pair?.value === undefined) return `${name} is written in a way that cannot be changed here`;
  const user = file.instructions
    .slice(file.instructions.indexOf(instruction) + 1)
    .find((one) => one.keyword !== 'CMD' && one.keyword !== 'ENTRYPOINT' && one.keyword !== 'HEALTHCHECK' && mentions(textOf(one), name));
  if (user !== undefined)
    return `${user.keyword} uses ${name} while the image is built: give it to that step alone with RUN --mount=type=secret`;
  notes.add(`Give ${name} when the container starts, as a secret at best. Change its value: it was in the image.`);
  return all([replaced(instruction, { start: pair.name.end, end: pair.value.end }, '=')]);
}
