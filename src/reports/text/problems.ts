import type { PassedOver, Problem } from '../../model/index.ts';
import { wrap } from './cells.ts';
import type { Page } from './page.ts';
import { placeText } from './place.ts';
import { count } from './words.ts';

const most = 8;

/** What was not read or not judged. */
export function problemLines(problems: readonly Problem[], { style, width, options }: Page): string[] {
  if (problems.length === 0) return [];
  const shown = options.verbose === true || options.details === true ? problems : problems.slice(0, most);
  const rest = problems.length - shown.length;
  return [
    '',
    style.severity('high')(`Not read or not judged (${problems.length})`),
    ...shown.flatMap((problem) => wrap(`${placeText(problem)}  ${problem.message}`, width, '  ', '      ')),
    ...(rest === 0 ? [] : [`  and ${count(rest, 'more problem')} (--verbose names them all)`]),
  ];
}

/** Files that are neither judged nor a problem. */
export function passedOverLines(files: readonly PassedOver[], { style, options }: Page): string[] {
  if (files.length === 0 || options.verbose !== true) return [];
  return ['', style.bold(`Passed over (${files.length})`), ...files.map(({ file, reason }) => `  ${file}  ${style.dim(reason)}`)];
}
