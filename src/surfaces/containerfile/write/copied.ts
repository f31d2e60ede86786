import type { Settings } from '../../../model/index.ts';
import { baseName } from '../../../text/path.ts';
import type { Instruction } from '../instruction.ts';
import type { Word } from '../joined.ts';
import { resolvePath } from '../path.ts';
import { type File, textOf, workdirAt } from './file.ts';
import { Mounts } from './mounts.ts';
import { replaced, withoutLines } from './place.ts';
import { all, type Result, type Writing } from './writing.ts';

/** A secret file that is copied for the steps below it: those get it for their time instead, where it stood. */
export function leaveOut(writing: Writing, { path }: Settings['build.copy.remove']): Result {
  const { file, notes } = writing;
  const found = copyOf(file, path);
  if (found === undefined) return `${path} is copied in a way that cannot be changed here`;
  const { copy, source, index } = found;
  const target = targetOf(copy, source, workdirAt(file, copy));
  if (target === undefined)
    return `where ${path} is copied to is not known here: mount it with RUN --mount=type=secret,id=NAME,target=PATH`;
  const name = baseName(target);
  const later = file.instructions.slice(index + 1);
  const below = later.slice(0, endOf(later));
  const runs = below.filter(({ keyword }) => keyword === 'RUN');
  const last = runs.findLastIndex((run) => textOf(run).includes(name));
  if (last < 0)
    return `no RUN names ${name}, so that the program may read it when it runs: take it out of COPY and of the context (.dockerignore), and give it to the container as a secret`;
  const needing = runs.slice(0, last + 1);
  const removal = removalIn(needing.at(-1), target);
  if (typeof removal === 'string') return removal;
  const other = below.find((one) => one.keyword !== 'RUN' && textOf(one).includes(target));
  if (other !== undefined) return `${other.keyword} names ${target} too: it is needed when the container runs, so give it then as a secret`;
  const mounts = new Mounts();
  const id = name.replace(/^\.+/, '').replace(/[^\w.-]/g, '_') || 'secret';
  for (const run of needing) mounts.give(run, { id, target });
  notes.add(`Build with --secret id=${id},src=${/^[\w./~-]+$/.test(path) ? path : 'FILE'}, and list it in .dockerignore.`);
  return all([without(file, copy, source), removal.edits, mounts.edits()]);
}

interface Copy {
  readonly copy: Instruction;
  readonly source: Word;
  readonly index: number;
}

/** In the image's own stages. */
function copyOf(file: File, path: string): Copy | undefined {
  for (const [index, copy] of file.instructions.entries()) {
    if ((copy.keyword !== 'COPY' && copy.keyword !== 'ADD') || copy.heredocs.length > 0 || copy.flags.some(({ name }) => name === 'from'))
      continue;
    if (!file.chain.some(({ instructions }) => instructions.includes(copy))) continue;
    const source = copy.words.slice(0, -1).find(({ text }) => text.replace(/^["']|["']$/g, '') === path);
    if (source !== undefined) return { copy, source, index };
  }
  return undefined;
}

/** How many of the instructions below belong to the same stage. */
const endOf = (instructions: readonly Instruction[]): number => {
  const next = instructions.findIndex(({ keyword }) => keyword === 'FROM');
  return next < 0 ? instructions.length : next;
};

/** The path in the image; undefined: not known. */
function targetOf({ words }: Instruction, source: Word, cwd: string | undefined): string | undefined {
  const to = words.at(-1)?.text ?? '';
  if (/[$*?\s"']/.test(to) || /[$*?[\s"']/.test(source.text)) return undefined;
  const isFolder = to.endsWith('/') || to === '.' || words.length > 2;
  if (!to.startsWith('/') && cwd === undefined) return undefined;
  const path = resolvePath(cwd ?? '/', to);
  if (/[,"\s]/.test(path)) return undefined;
  return isFolder ? resolvePath(path, baseName(source.text)) : path;
}

/** The rm of the file: a mount goes by itself and cannot be removed. A clause where it cannot be taken out. */
function removalIn(run: Instruction | undefined, target: string): { readonly edits: Result } | string {
  if (run === undefined) return { edits: [] };
  const text = run.joined.text.slice(run.args.start, run.args.end);
  const name = target.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const home = target.startsWith('/root/') ? `|~/${target.slice('/root/'.length).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}` : '';
  const found = new RegExp(`(?:\\s*(?:&&|;)\\s*)?\\brm\\s+(?:-[rfv]+\\s+)?(?:${name}${home})(?=\\s*(?:$|&&|;))`).exec(text);
  if (found === null)
    return /(?:^|[\s;&|])rm\s/.test(text) && text.includes(baseName(target))
      ? `a RUN removes ${target} in a way that cannot be changed here`
      : { edits: [] };
  if (found[0].length === text.trim().length)
    return 'the file is removed in a RUN of its own: take that out, and mount the file where it is used';
  const start = run.args.start + found.index;
  if (found.index === 0) return `a RUN removes ${target} first: take that out by hand`;
  return { edits: [replaced(run, { start, end: start + found[0].length }, '')] };
}

function without(file: File, copy: Instruction, source: Word): Result {
  if (copy.words.length > 2) {
    if (copy.form === 'json') return 'COPY is written as an array: take it out by hand';
    const next = copy.words[copy.words.indexOf(source) + 1];
    return [replaced(copy, { start: source.start, end: next?.start ?? source.end }, '')];
  }
  const edit = withoutLines(file.source, copy, file.escapeChar);
  return typeof edit === 'string' ? edit : [edit];
}
