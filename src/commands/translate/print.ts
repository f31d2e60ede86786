import { join } from 'node:path';
import { lookAt } from '../../host/read.ts';
import type { Terminal } from '../../host/terminal.ts';
import { makeFolder, writeAtomically } from '../../host/write.ts';
import { type EmittedFile, type Engine, type Problem, type TranslationNote, Unreadable } from '../../model/index.ts';
import { placeOf } from '../../text/lines.ts';
import { oneLine } from '../../text/printable.ts';
import { putOut } from '../put-out.ts';
import type { TranslateFlags } from './flags.ts';

export interface Result {
  readonly files: readonly EmittedFile[];
  readonly notes: readonly TranslationNote[];
  readonly problems: readonly Problem[];
  /** What each container is called in the result, by id. */
  readonly names: ReadonlyMap<string, string>;
  readonly engine: Engine;
}

/** Writes the result where it was asked for: a file, a folder with a file each, or the terminal. */
export async function deliver(result: Result, flags: TranslateFlags, terminal: Terminal): Promise<void> {
  const { files } = result;
  const { output } = flags;
  if (flags.format === 'json') {
    await putOut(jsonOf(result, flags), output, terminal);
    return;
  }
  if (output === undefined) await terminal.out(textOf(files));
  else into(output, files);
}

/** Several files one after another, each under its name. */
const textOf = (files: readonly EmittedFile[]): string =>
  files.length === 1 ? (files[0]?.text ?? '') : files.map(({ name, text }) => `# file: ${name}\n${text}`).join('\n');

function into(output: string, files: readonly EmittedFile[]): void {
  if (output === '') throw new Unreadable('--output needs the name of a file or folder');
  const there = lookAt(output);
  const [only, ...more] = files;
  const folder = output.endsWith('/') || there?.isDirectory() === true || more.length > 0;
  if (!folder) {
    writeAtomically(output, only?.text ?? '');
    return;
  }
  if (there !== undefined && !there.isDirectory())
    throw new Unreadable(
      `${output} is a file, and the result has ${files.length}: ${files.map(({ name }) => name).join(', ')}; name a folder`,
    );
  makeFolder(output);
  for (const { name, text } of files) writeAtomically(join(output, name), text);
}

function jsonOf({ files, notes, problems, names, engine }: Result, { to }: TranslateFlags): string {
  const said = notes.map(({ kind, container, path, message, because, origin }) => ({
    kind,
    ...(container === undefined ? {} : { container, name: names.get(container) }),
    ...(path === undefined ? {} : { path }),
    message: plain(message),
    ...(because === undefined ? {} : { because: plain(because) }),
    ...(origin === undefined ? {} : placed(origin)),
  }));
  const { kind, version } = engine;
  return `${JSON.stringify({ version: 1, to, engine: { kind, version }, files, notes: said, problems }, null, 2)}\n`;
}

const placed = (origin: NonNullable<TranslationNote['origin']>): { file: string; line: number; column: number } => {
  const { file, line, column } = placeOf(origin);
  return { file, line, column };
};

/** What is quoted in a message had its secrets masked where it was quoted. */
const plain = (message: string): string => oneLine(message);

const order = ['lost', 'todo', 'differs'] as const;

/** The notes on the side of the reader: what is lost first. What several containers have in common is said once. */
export function sayNotes(notes: readonly TranslationNote[], names: ReadonlyMap<string, string>, terminal: Terminal): void {
  for (const kind of order)
    for (const line of folded(
      notes.filter((note) => note.kind === kind),
      names,
    ))
      terminal.err(`${line}\n`);
}

function folded(notes: readonly TranslationNote[], names: ReadonlyMap<string, string>): readonly string[] {
  const alike = groupsBy(notes, ({ path, message, because, origin, container }) =>
    // What has a place is worth a line of its own.
    JSON.stringify([path, message, because, ...(origin === undefined ? [] : [container, origin.source.path, origin.start])]),
  ).map((same) => ({ note: same[0], who: whoOf(same, names) }));
  const lines = groupsBy(alike, ({ note, who }) => JSON.stringify([who, note?.because ?? note?.message, note?.origin?.start]));
  return lines.map((same) =>
    lineOf(
      same.flatMap(({ note }) => note ?? []),
      same[0]?.who ?? '',
    ),
  );
}

function groupsBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

const whoOf = (notes: readonly TranslationNote[], names: ReadonlyMap<string, string>): string =>
  [...new Set(notes.map(({ container }) => (container === undefined ? 'all' : (names.get(container) ?? container))))].join(', ');

function lineOf(notes: readonly TranslationNote[], who: string): string {
  const [note] = notes;
  if (note === undefined) return '';
  const where = note.origin === undefined ? '' : ` (${placeOf(note.origin).file}:${placeOf(note.origin).line})`;
  const parts = [
    ...new Set(
      notes.map(({ path, message, because }) => (path === undefined || because === undefined ? message : `${shown(path)} ${message}`)),
    ),
  ];
  const because = note.because === undefined ? '' : `: ${note.because}`;
  return `${note.kind.padEnd(7)}  ${plain(who)}  ${plain(parts.join('; ') + because)}${where}`;
}

/** `beside[restart]` is what its author called restart. */
const shown = (path: string): string => plain(/^beside\[(.+)\]$/.exec(path)?.[1] ?? path);

export function sayProblems(problems: readonly Problem[], terminal: Terminal): void {
  for (const { file, line, message } of problems)
    terminal.err(`problem  ${file}${line === undefined ? '' : `:${line}`}  ${plain(message)}\n`);
}
