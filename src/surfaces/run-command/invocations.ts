import type { ReadContext, Source } from '../../model/index.ts';
import { baseName } from '../../text/path.ts';
import { identity } from '../../text/shell/index.ts';
import type { CommandLine } from './argument.ts';
import { makeLines } from './find/make.ts';
import { shellLines } from './find/shell.ts';
import { systemdLines } from './find/systemd.ts';
import { type Invocation, invocationOf } from './invocation.ts';
import { kindOf, type TextKind } from './kind.ts';

/** How each kind of text is searched for commands. */
const finders: Readonly<Record<TextKind, (text: string, home: string | undefined) => readonly CommandLine[]>> = {
  shell: (text, home) => shellLines({ text, locate: identity }, home),
  make: makeLines,
  systemd: systemdLines,
};

/** The kind of a text that is read for commands; what is typed is a shell's. */
export const kindOfSource = ({ path }: Source, text: string): TextKind => kindOf(baseName(path), text) ?? 'shell';

/** Every command of a text that makes a container, in the order of the text. `text`: that of the source, ready to be read. */
export function invocationsIn(text: string, source: Source, context: ReadContext): readonly Invocation[] {
  const lines = finders[kindOfSource(source, text)](text, context.env.HOME);
  const found = lines.map((line) => invocationOf(line, source)).filter((invocation) => invocation !== undefined);
  return found.sort((a, b) => a.first.use.start - b.first.use.start);
}
