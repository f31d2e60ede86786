import type { Problem, Source } from '../../../model/index.ts';
import { lineStarts, placeOf } from '../../../text/lines.ts';

/** A problem of the rendered text, told where it was written. */
export function placed(problem: Problem, source: Source): Problem {
  if (problem.file !== source.path) return problem;
  const start = (lineStarts(source)[(problem.line ?? 1) - 1] ?? 0) + (problem.column ?? 1) - 1;
  const { file, line, column } = placeOf({ source, start, end: start });
  return { file, line, column, message: `once rendered: ${problem.message}` };
}
