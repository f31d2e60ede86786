import { type Binding, type ExpansionPart, hole, type Part, type Word } from '../../../text/shell/index.ts';
import type { UnitEntry } from './unit-entries.ts';

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', s: ' ', a: '\x07', b: '\b', f: '\f', v: '\v' };
const name = /[A-Za-z_]\w*/y;

/** The commands of one Exec…= value (`;` parts them), each as its words: quotes off, $VARIABLES and %specifiers marked. */
export function unitWords(text: string, { lines }: UnitEntry): Word[][] {
  const commands: Word[][] = [[]];
  for (const word of rawWords(text, lines)) {
    const only = word.parts.length === 1 ? word.parts[0] : undefined;
    if (only?.kind === 'text' && only.text === ';' && !only.quoted) commands.push([]);
    else commands.at(-1)?.push(commands.at(-1)?.length === 0 ? withoutPrefix(word) : word);
  }
  return commands;
}

/** Environment= of the unit. EnvironmentFile= may change any of it. */
export function unitVariables(text: string, entries: readonly UnitEntry[]): ReadonlyMap<string, Binding> {
  const variables = new Map<string, Binding>();
  if (entries.some(({ key }) => key === 'EnvironmentFile' || key === 'PassEnvironment')) return variables;
  for (const { key, lines } of entries) {
    if (key !== 'Environment') continue;
    for (const { parts } of rawWords(text, lines)) {
      const [first, ...rest] = parts;
      if (first?.kind !== 'text' || rest.length > 0) continue;
      const cut = first.text.indexOf('=');
      if (cut <= 0) continue;
      const value = first.text.slice(cut + 1);
      const exact = first.text.length === first.end - first.start;
      const piece = { text: value, start: exact ? first.start + cut + 1 : first.start, end: first.end };
      variables.set(first.text.slice(0, cut), { kind: 'text', pieces: value === '' ? [] : [piece] });
    }
  }
  return variables;
}

/** -@:+!| before the path of the program. */
function withoutPrefix(word: Word): Word {
  const [first, ...rest] = word.parts;
  if (first?.kind !== 'text') return word;
  const marks = /^[-@:+!|]+/.exec(first.text)?.[0].length ?? 0;
  return { ...word, start: word.start + marks, parts: [{ ...first, text: first.text.slice(marks), start: first.start + marks }, ...rest] };
}

function rawWords(text: string, lines: UnitEntry['lines']): Word[] {
  const words: Word[] = [];
  let parts: Part[] = [];
  let quote = '';
  const flush = (): void => {
    const [first] = parts;
    const last = parts.at(-1);
    if (first !== undefined && last !== undefined) words.push({ start: first.start, end: last.end, parts });
    parts = [];
  };
  const add = (piece: string, start: number, end: number): void => {
    const last = parts.at(-1);
    const quoted = quote !== '';
    const joins = last?.kind === 'text' && last.quoted === quoted && last.end === start && piece.length === end - start;
    if (joins && last.text.length === last.end - last.start) parts[parts.length - 1] = { ...last, text: last.text + piece, end };
    else parts.push({ kind: 'text', text: piece, quoted, start, end });
  };
  for (const line of lines) {
    for (let at = line.start; at < line.end; at++) {
      const char = text[at] as string;
      const next = at + 1 < line.end ? (text[at + 1] as string) : '';
      const from = at;
      if (quote === '' && (char === ' ' || char === '\t')) flush();
      else if (char === quote) {
        quote = '';
        if (parts.length === 0) parts.push({ kind: 'text', text: '', quoted: true, start: at, end: at });
      } else if (quote === '' && (char === '"' || char === "'")) quote = char;
      else if (char === '\\' && next !== '') {
        at++;
        add(escapes[next] ?? next, from, at + 1);
      } else if (char === '%' && next !== '') {
        at++;
        if (next === '%') add('%', from, at + 1);
        else parts.push({ kind: 'text', text: hole(`%${next} is filled in by systemd`), quoted: true, start: from, end: at + 1 });
      } else if (char === '$' && next === '$') {
        at++;
        add('$', from, at + 1);
      } else if (char === '$') {
        const found = variableAt(text, at, line.end);
        if (found === undefined) add(char, at, at + 1);
        else {
          // ${NAME} is always one word; $NAME is split only where it stands alone.
          parts.push({ ...found, quoted: quote !== '' || next === '{' || parts.length > 0 });
          at = found.end - 1;
        }
      } else add(char, at, at + 1);
    }
    // A line that goes on counts as a blank.
    if (quote === '') flush();
  }
  flush();
  return words;
}

function variableAt(text: string, start: number, end: number): ExpansionPart | undefined {
  const braced = text[start + 1] === '{';
  name.lastIndex = start + (braced ? 2 : 1);
  const found = name.exec(text)?.[0];
  const close = start + (braced ? 3 : 1) + (found?.length ?? 0);
  if (found === undefined || close > end || (braced && text[close - 1] !== '}')) return undefined;
  return { kind: 'expansion', form: 'variable', name: found, all: false, operator: '', operand: [], quoted: false, start, end: close };
}
