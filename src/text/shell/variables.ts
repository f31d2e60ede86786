import { type Binding, type Piece, type Scope, spell, valuePieces } from './spell.ts';
import { bare, type Command, literal, type Part, type Word } from './word.ts';

export interface Assignment {
  readonly name: string;
  readonly append: boolean;
  readonly value: readonly Part[];
  readonly elements?: readonly Word[];
}

const target = /^([A-Za-z_][A-Za-z0-9_]*)(\[[^\]]*\])?(\+?)=/;
const declares = new Set(['export', 'declare', 'typeset', 'readonly', 'local']);
/** Commands whose bare words are names of variables that they set. */
const sets = new Set(['read', 'unset', 'mapfile', 'readarray', 'getopts']);
/** Longer lists are not followed, nor values of more pieces. */
const largest = 2_000;

/** NAME=value, NAME+=value, NAME=( … ). */
export function assignmentOf(word: Word): Assignment | undefined {
  const [first, ...rest] = word.parts;
  if (first?.kind !== 'text' || first.quoted) return undefined;
  const found = target.exec(first.text);
  if (found === null) return undefined;
  const [whole, name = '', index, plus] = found;
  const text = first.text.slice(whole.length);
  // One element of a list changes the list in a way that is not followed.
  const value: readonly Part[] = text === '' ? rest : [{ ...first, text, start: first.start + whole.length }, ...rest];
  return { name, append: plus === '+' || index !== undefined, value, ...(word.elements ? { elements: word.elements } : {}) };
}

/** The assignments of a command that last, and the names that it sets to something unknown. */
export function effectsOf({ words }: Command): { readonly assigned: readonly Assignment[]; readonly lost: readonly string[] } {
  const leading: Assignment[] = [];
  for (const word of words) {
    const assignment = assignmentOf(word);
    if (assignment === undefined) break;
    leading.push(assignment);
  }
  const command = words[leading.length];
  if (command === undefined) return { assigned: leading, lost: [] };
  // Before a command they hold for that command alone.
  const name = bare(command) ?? '';
  const rest = (): readonly Word[] => words.slice(leading.length + 1);
  if (declares.has(name)) return { assigned: rest().flatMap((word) => assignmentOf(word) ?? []), lost: [] };
  if (sets.has(name)) return { assigned: [], lost: namesIn(rest()) };
  const [option, variable] = name === 'printf' ? rest() : [];
  if (option === undefined || variable === undefined || literal(option) !== '-v') return { assigned: [], lost: [] };
  return { assigned: [], lost: namesIn([variable]) };
}

const namesIn = (words: readonly Word[]): string[] =>
  words.map((word) => literal(word) ?? '').filter((text) => /^[A-Za-z_]\w*$/.test(text));

/** Follows the variables of a script, statement by statement. */
export class Variables {
  private readonly lost = new Set<string>();
  private bindings = new Map<string, Binding>();
  private readonly now: Scope;
  private readonly later: Scope;

  constructor(commands: readonly Command[], home: string | undefined) {
    const seen = new Set<string>();
    const changing = new Set<string>();
    for (const command of commands) {
      const { assigned, lost } = effectsOf(command);
      for (const name of lost) this.lost.add(name);
      for (const { name } of assigned) {
        if (seen.has(name)) changing.add(name);
        seen.add(name);
        if (command.nested) this.lost.add(name);
      }
    }
    const unset: Binding = { kind: 'unknown' };
    const scope = (get: (name: string) => Binding | undefined): Scope => ({
      variables: { get: (name) => (this.lost.has(name) ? unset : get(name)) },
      home,
      budget: { left: 2_000_000 },
    });
    this.now = scope((name) => this.bindings.get(name));
    for (const command of commands) this.follow(command);
    const final = this.bindings;
    this.bindings = new Map();
    // A function sees what its caller sees: certain only where nothing changes.
    this.later = scope((name) => (changing.has(name) ? unset : final.get(name)));
  }

  /** What is known when this command runs. */
  scopeOf(command: Command): Scope {
    return command.deferred ? this.later : this.now;
  }

  /** The command has run. */
  follow(command: Command): void {
    if (command.nested) return;
    for (const { name, append, value, elements } of effectsOf(command).assigned) {
      const before = this.bindings.get(name);
      this.bindings.set(name, this.valueFor(before, append, value, elements));
    }
  }

  private valueFor(before: Binding | undefined, append: boolean, value: readonly Part[], elements: readonly Word[] | undefined): Binding {
    const scope = this.now;
    if (elements !== undefined) {
      const list = elements.flatMap((word) => spell(word, scope).map((argument): readonly Piece[] => [argument]));
      if (!append || before === undefined) return { kind: 'list', elements: list };
      return before.kind === 'list' && before.elements.length < largest
        ? { kind: 'list', elements: [...before.elements, ...list] }
        : { kind: 'unknown' };
    }
    const pieces = valuePieces(value, scope);
    if (pieces.length > largest) return { kind: 'unknown' };
    if (!append) return { kind: 'text', pieces };
    if (before === undefined) return { kind: 'unknown' };
    return before.kind === 'text' && before.pieces.length < largest
      ? { kind: 'text', pieces: [...before.pieces, ...pieces] }
      : { kind: 'unknown' };
  }
}
