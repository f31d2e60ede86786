import type { BuildStep } from '../../model/index.ts';

export interface Said {
  readonly instruction: BuildStep['instruction'];
  /** What stands after the instruction's name. */
  readonly text: string;
}

const known = new Set<BuildStep['instruction']>(['ADD', 'COPY', 'RUN', 'ENV', 'ARG', 'USER']);

/**
 * A line of `docker history`: `RUN /bin/sh -c make # buildkit`, the older `/bin/sh -c make` and `/bin/sh -c #(nop)  ENV A=b`, and
 * with build arguments `|2 A=b C=d /bin/sh -c make`, whose values are kept for everyone to read. Never throws; linear.
 */
export function instructionOf(line: string): Said[] {
  const text = line.replace(/\s{1,8}# buildkit\s{0,8}$/, '').trim();
  const nop = /^\/bin\/sh -c #\(nop\)\s{0,8}/.exec(text);
  if (nop !== null) return named(text.slice(nop[0].length));
  if (/^(?:RUN )?\|\d/.test(text)) return withArguments(text.replace(/^RUN /, ''));
  if (/^\/bin\/(?:ba)?sh /.test(text)) return [{ instruction: 'RUN', text: command(text) }];
  return named(text);
}

function named(text: string): Said[] {
  const [word = ''] = text.split(/\s/, 1);
  const instruction = [...known].find((one) => one === word.toUpperCase());
  if (instruction === undefined) return [{ instruction: 'OTHER', text: '' }];
  const rest = text.slice(word.length).trim();
  return [{ instruction, text: instruction === 'RUN' ? command(rest) : sources(instruction, rest) }];
}

/** `|COUNT NAME=value … command`: values are not quoted, so each ends where the next name or the shell begins. */
function withArguments(text: string): Said[] {
  const [, digits = '0', rest = ''] = /^\|(\d{1,3})\s([\s\S]*)$/.exec(text) ?? [];
  const shell = rest.search(/(?:^|\s)\/bin\/(?:ba)?sh -\S{1,16}\s/);
  const names = (shell < 0 ? rest : rest.slice(0, shell)).trim();
  const starts = [...names.matchAll(/(?:^|\s)[A-Za-z_]\w{0,200}=/g)].slice(0, Number(digits)).map(({ index }) => index);
  const args = starts.map((start, at): Said => ({ instruction: 'ARG', text: names.slice(start, starts[at + 1]).trim() }));
  return [...args, { instruction: 'RUN', text: shell < 0 ? '' : command(rest.slice(shell).trim()) }];
}

const command = (text: string): string => text.replace(/^\/bin\/(?:ba)?sh -\S{1,16}\s/, '');

/** The classic builder: `ADD file:DIGEST in /app`, where the digest says nothing to a reader. */
const sources = (instruction: string, text: string): string =>
  instruction === 'COPY' || instruction === 'ADD' ? text.replace(/^(?:multi|file|dir):[0-9a-f]{64} in /, '. ') : text;
