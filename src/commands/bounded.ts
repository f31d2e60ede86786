import type { Problem, Reader, ReadResult, Source, Surface } from '../model/index.ts';

/** More containers than that in one text are not written but generated, and nobody reads such a report. */
const most = 5000;

/** A reader whose work has an end: a text too long for its kind is not read, and of too many containers the first are kept. */
export function bounded({ title, longest = Number.POSITIVE_INFINITY }: Pick<Surface, 'title' | 'longest'>, reader: Reader): Reader {
  return {
    ...reader,
    read: (source, context) =>
      source.text.length > longest ? tooLong(source, title, longest) : firstOf(source, reader.read(source, context)),
  };
}

const tooLong = ({ path, text }: Source, title: string, longest: number): ReadResult => ({
  containers: [],
  problems: [{ file: path, message: `not read: ${text.length} characters are too many for this kind (${title}), the limit is ${longest}` }],
});

function firstOf({ path }: Source, result: ReadResult): ReadResult {
  const count = result.containers.length;
  if (count <= most) return result;
  const problem: Problem = {
    file: path,
    message: `only the first ${most} of its ${count} containers were judged; split it into several files`,
  };
  return { ...result, containers: result.containers.slice(0, most), problems: [...result.problems, problem] };
}
