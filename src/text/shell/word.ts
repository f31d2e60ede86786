/** A literal piece of a word. `text` is what the shell passes on; it is shorter than its range where something was escaped. */
export interface TextPart {
  readonly kind: 'text';
  readonly text: string;
  readonly quoted: boolean;
  readonly start: number;
  readonly end: number;
}

/** A piece that the shell fills in when it runs. */
export interface ExpansionPart {
  readonly kind: 'expansion';
  readonly form: 'variable' | 'command' | 'arithmetic';
  /** The variable's name, or the text of the command. */
  readonly name: string;
  /** All elements at once: $@, $*, ${LIST[@]}. */
  readonly all: boolean;
  /** What stands after the name in ${NAME:-word}: ":-", "+", "[0]", "#" … */
  readonly operator: string;
  /** The word after the operator. */
  readonly operand: readonly Part[];
  readonly quoted: boolean;
  readonly start: number;
  readonly end: number;
}

export type Part = TextPart | ExpansionPart;

/** A word of a command, with its range in the text. */
export interface Word {
  readonly start: number;
  readonly end: number;
  readonly parts: readonly Part[];
  /** The elements of NAME=( … ). */
  readonly elements?: readonly Word[];
}

/** The text of a here-document; the range is known once the lines after the command were read. */
export interface HereDocument {
  start: number;
  end: number;
}

/** A simple command: its words with the leading keywords taken off. Redirections are left out. */
export interface Command {
  readonly words: readonly Word[];
  /** It may not run, or runs in a function, a loop or a process of its own: what it assigns is not certain afterwards. */
  readonly nested: boolean;
  /** It stands in the body of a function: it runs when somebody calls it. */
  readonly deferred: boolean;
  readonly heredocs: readonly HereDocument[];
}

/** The word's text when nothing in it has to be filled in. */
export function literal(word: Word): string | undefined {
  const [first] = word.parts;
  if (word.elements !== undefined) return undefined;
  if (word.parts.length === 1 && first?.kind === 'text') return first.text;
  let text = '';
  for (const part of word.parts) {
    if (part.kind !== 'text') return undefined;
    text += part.text;
  }
  return text;
}

/** The word's text when it is written without any quoting: what a keyword must be. */
export function bare(word: Word): string | undefined {
  const [first] = word.parts;
  return word.parts.length === 1 && first?.kind === 'text' && !first.quoted ? first.text : undefined;
}
