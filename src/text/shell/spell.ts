import { folder, hole, onlyExpansion } from './holes.ts';
import type { ExpansionPart, Part, Word } from './word.ts';

/** A piece of a value and where it is written. */
export interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What a variable is known to hold. */
export type Binding =
  | { readonly kind: 'text'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'list'; readonly elements: readonly (readonly Piece[])[] }
  | { readonly kind: 'unknown' };

export interface Scope {
  readonly variables: Pick<ReadonlyMap<string, Binding>, 'get'>;
  /** Of the user who runs the command. */
  readonly home: string | undefined;
  /** How many more characters may come out of variables: a text made to explode ends in holes. */
  readonly budget: { left: number };
}

/** A word as the command gets it, with holes for what is filled in later. */
export interface Argument {
  readonly text: string;
  /** Where it is written; for a word out of a variable's value that is inside the value. */
  readonly start: number;
  readonly end: number;
  /** The word of the command that it comes from. */
  readonly word: Word;
}

/** What the shell makes of a word: none, one or several arguments. */
export function spell(word: Word, scope: Scope): readonly Argument[] {
  const only = word.parts.length === 1 ? word.parts[0] : undefined;
  if (only?.kind === 'expansion' && only.all) {
    const bound = scope.variables.get(only.name);
    if (bound?.kind === 'list' && affordable(bound.elements.flat(), scope)) return bound.elements.map((pieces) => join(pieces, word, true));
  }
  return fieldsOf(word, scope).map((pieces) => join(pieces, word, false));
}

/** The value that an assignment gives; nothing is split. */
export const valuePieces = (parts: readonly Part[], scope: Scope): readonly Piece[] =>
  parts.flatMap((part, at) => piecesOf(part, scope, at === 0)).filter((piece) => piece.text !== '');

type Field = (Piece & { readonly foreign?: boolean })[];

function fieldsOf(word: Word, scope: Scope): Field[] {
  const fields: Field[] = [];
  let field: Field | undefined;
  const append = (piece: Piece & { foreign?: boolean }): void => {
    if (field === undefined) {
      field = [];
      fields.push(field);
    }
    field.push(piece);
  };
  word.parts.forEach((part, at) => {
    const foreign = part.kind === 'expansion';
    for (const piece of piecesOf(part, scope, at === 0)) {
      if (!foreign || part.quoted || piece.text === holeFor(part)) append({ ...piece, foreign: foreign && piece.start !== part.start });
      else {
        for (const found of split(piece)) {
          if (found === undefined) field = undefined;
          else append({ ...found, foreign: true });
        }
      }
    }
    if (foreign && part.quoted && field === undefined) append({ text: '', start: part.start, end: part.end });
  });
  return fields;
}

/** The words of a value, with undefined for each run of blanks. */
function split(piece: Piece): (Piece | undefined)[] {
  if (!/[ \t\n]/.test(piece.text)) return [piece];
  const exact = piece.text.length === piece.end - piece.start;
  return Array.from(piece.text.matchAll(/[ \t\n]+|[^ \t\n]+/g), ({ 0: text, index }) => {
    if (/^[ \t\n]/.test(text)) return undefined;
    return exact ? { text, start: piece.start + index, end: piece.start + index + text.length } : { ...piece, text };
  });
}

/** Several pieces point to a common range only when they stand side by side. */
function join(pieces: readonly (Piece & { readonly foreign?: boolean })[], word: Word, foreign: boolean): Argument {
  const text = pieces.map((piece) => piece.text).join('');
  const [first] = pieces;
  const last = pieces.at(-1);
  const away = foreign || (first !== undefined && pieces.every((piece) => piece.foreign));
  const adjacent = pieces.every((piece, at) => at === 0 || sideBySide(pieces[at - 1], piece));
  if (!away || !adjacent || first === undefined || last === undefined) return { text, start: word.start, end: word.end, word };
  return { text, start: first.start, end: last.end, word };
}

const sideBySide = (left: Piece | undefined, right: Piece): boolean =>
  left !== undefined && right.start >= left.end && right.start - left.end <= 2;

function piecesOf(part: Part, scope: Scope, first: boolean): readonly Piece[] {
  if (part.kind === 'expansion') return expand(part, scope);
  const text = first && !part.quoted && part.text.startsWith('~') ? tilde(part.text, scope) : part.text;
  return [{ text, start: part.start, end: part.end }];
}

function tilde(text: string, { home }: Scope): string {
  const [prefix = '~'] = /^~[^/:]*/.exec(text) ?? [];
  const place = prefix === '~' && home !== undefined ? home : hole(`${prefix} is a folder that depends on who runs the command`);
  return place + text.slice(prefix.length);
}

function expand(part: ExpansionPart, scope: Scope): readonly Piece[] {
  const { start, end } = part;
  const here = (text: string): readonly Piece[] => [{ text, start, end }];
  if (part.form === 'variable') {
    const bound = scope.variables.get(part.name);
    if (bound?.kind === 'text' && /^(|:?[-=?])$/.test(part.operator)) {
      const empty = bound.pieces.length === 0;
      const [piece] = bound.pieces;
      // A variable that holds nothing but an unknown speaks for itself.
      const unresolved = bound.pieces.length === 1 && piece !== undefined && onlyExpansion(piece.text) !== undefined;
      if (!unresolved && !(empty && part.operator.startsWith(':')) && affordable(bound.pieces, scope)) return bound.pieces;
    }
    if (bound === undefined) {
      if (/^:?[-=]$/.test(part.operator)) return valuePieces(part.operand, scope);
      if (part.name === 'HOME' && part.operator === '' && scope.home !== undefined) return here(scope.home);
    }
  }
  return here(holeFor(part));
}

function affordable(pieces: readonly Piece[], { budget }: Scope): boolean {
  if (budget.left === 0) return false;
  const size = pieces.reduce((sum, piece) => sum + piece.text.length + 1, 1);
  budget.left = size > budget.left ? 0 : budget.left - size;
  return budget.left > 0;
}

function holeFor(part: ExpansionPart): string {
  if (part.form === 'variable') {
    if (part.name === 'PWD' && part.operator === '') return folder('.');
    return hole(`$${part.name} is set when the script runs`);
  }
  if (part.form === 'arithmetic') return hole('$((...)) is computed when the script runs');
  const command = part.name.trim();
  const path = projectFolder(command);
  if (path !== undefined) return folder(path);
  return hole(`${shortened(command)} is known when the script runs`);
}

/** Its arguments may hold a secret: they are left out. */
export function shortened(command: string): string {
  const [whole, name = ''] = /^([\w./-]{0,40})(?: -\w{1,10})?/.exec(command) ?? [];
  if (name === '') return '$(...)';
  return whole === command ? `$(${command})` : `$(${name} ...)`;
}

const scriptFolder =
  /^(?:cd (?:-P )?(?:-- )?)?"?\$\(dirname (?:-- )?"?\$(?:0|\{?BASH_SOURCE(?:\[0\])?\}?)"?\)((?:\/\.\.)*)\/?"?(?: ?>\s?\/dev\/null(?: 2>&1)?)? (?:&&|;) pwd(?: -P)?$/;

const scriptPath = /^(?:realpath|readlink -f) "?\$\(dirname (?:-- )?"?\$(?:0|\{?BASH_SOURCE(?:\[0\])?\}?)"?\)((?:\/\.\.)*)\/?"?$/;

/** "." or ".." for a command that prints a folder of the project: the current one, or that of the script. */
function projectFolder(command: string): string | undefined {
  if (/^pwd(?: -[PL])?$|^git rev-parse --show-toplevel$/.test(command)) return '.';
  if (/^dirname (?:-- )?"?\$(?:0|\{?BASH_SOURCE(?:\[0\])?\}?)"?$/.test(command)) return '.';
  const short = command.length < 200 ? command : '';
  const up = (scriptFolder.exec(short) ?? scriptPath.exec(short))?.[1];
  return up === undefined ? undefined : up.slice(1) || '.';
}
