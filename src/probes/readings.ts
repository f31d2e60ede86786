import type { Answer } from './answers.ts';
import { answerIs, errorOf } from './attempt.ts';
import { compute, data, here, into, must, type Step, slot, type Task, text } from './step.ts';
import { page, wholeFile } from './whole-file.ts';

/** What a path of the container says, as the program read it in there. */
export type OwnText = { readonly text: string } | { readonly link: string } | { readonly error: string };

/** What the kernel says of the program itself, and by which start of the machine it is known. Its OOM score is one that it gives itself. */
const files = [
  '/proc/sys/kernel/random/boot_id',
  ...['stat', 'status', 'mountinfo', 'limits', 'uid_map', 'gid_map', 'attr/current'].map((name) => `/proc/self/${name}`),
];
const links = ['ipc', 'uts', 'user', 'pid', 'cgroup', 'time', 'net', 'mnt'].map((name) => `/proc/self/ns/${name}`);

const linkOf = (path: string): readonly Step[] => [
  into(1, must('readlinkat', here, text(path), data(), page)),
  compute('emit', slot(1)),
  answerIs(1),
];

/** To be made before any attempt; they change nothing. */
export const readings: readonly Task[] = [...files.map((path) => wholeFile(path)), ...links.map(linkOf)].map((steps) => ({ steps }));

/** What came of them, by path; what gave no answer, or was ended before it did, is left out: half a list would pass for the whole one. `answers`: by their number, the first reading's being 0. */
export function ownTexts(answers: ReadonlyMap<number, Answer>): ReadonlyMap<string, OwnText> {
  const found = new Map<string, OwnText>();
  for (const [index, path] of [...files, ...links].entries()) {
    const answer = answers.get(index);
    if (answer === undefined || answer.ended === 'not started' || 'signal' in answer.ended) continue;
    const error = errorOf(answer);
    const said = new TextDecoder('latin1').decode(answer.data);
    found.set(path, error !== undefined ? { error } : links.includes(path) ? { link: said } : { text: said });
  }
  return found;
}
