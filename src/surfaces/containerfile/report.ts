import type { Problem, Source } from '../../model/index.ts';
import { problemAt } from '../../text/lines.ts';

/** Says what is wrong at an offset of the source, and the way out, in one line. */
export type Report = (message: string, offset: number) => void;

/** More than this says nothing new: the text is not a Containerfile, or it is broken from one place on. */
const most = 25;

/** A report that gathers problems in the order of their making, cut to size. */
export function reporter(source: Source): { report: Report; problems: () => Problem[] } {
  const found: { message: string; offset: number }[] = [];
  let more = 0;
  const report: Report = (message, offset) => {
    if (found.length < most) found.push({ message, offset });
    else more++;
  };
  const problems = () => {
    const listed: Problem[] = found.sort((a, b) => a.offset - b.offset).map(({ message, offset }) => problemAt(source, offset, message));
    if (more > 0) listed.push({ file: source.path, message: `${more} more problems of this kind: mend the first ones and check again` });
    return listed;
  };
  return { report, problems };
}

/** A word out of the source for a message: short, on one line. */
export const quoted = (text: string): string => {
  const flat = text.slice(0, 60).replaceAll(/\p{Cc}/gu, ' ');
  return flat.length < text.length ? `${flat}…` : flat;
};
