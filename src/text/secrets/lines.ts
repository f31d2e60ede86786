import { looksSecret } from '../../facts/secrets/names.ts';
import { maskSecrets } from '../secrets.ts';
import { namesASecret } from './assignments.ts';
import { isSecretOfUnit, isUnit } from './named.ts';

/**
 * The lines of a whole text with secrets hidden as `maskSecrets` does, and besides what only the lines around tell: a value that stands
 * on the lines below its name, `value` beside `name: DB_PASSWORD`, the data of a Secret, the inside of a private key. Each line keeps
 * its length. Linear.
 */
export function maskLines(text: string): string[] {
  const lines = text.split('\n');
  const ofSecret = dataOfSecrets(lines);
  const ofUnit = isUnit(lines);
  const masked: string[] = [];
  let hidden: Hidden | undefined;
  let inKey = false;
  let previous = '';
  for (const [index, line] of lines.entries()) {
    const opens = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY/.test(line);
    if (hidden !== undefined && !isInside(line, hidden)) hidden = undefined;
    if (ofSecret.has(index)) masked.push(maskEntry(line));
    else if (hidden !== undefined || (inKey && !line.includes('-----END'))) masked.push(maskWhole(line));
    else if (ofUnit && isSecretOfUnit(line)) masked.push(line);
    else if (endsInFlag(previous)) masked.push(maskWord(line));
    else {
      const valueIsSecret = isValue(line) && (namesASecret(previous) || namesASecret(next(lines, index)));
      masked.push(maskSecrets(line, { valueIsSecret }));
      hidden = hiddenBelow(line, valueIsSecret);
    }
    inKey = (opens || inKey) && !line.includes('-----END');
    if (saysSomething(line)) previous = line;
  }
  return masked;
}

/** What follows a name that looks secret, deeper than the name. */
interface Hidden {
  readonly indent: number;
  /** `|` or `>`: whatever stands there is text. */
  readonly isText: boolean;
}

const saysSomething = (line: string): boolean => !/^\s*(?:#|$)/.test(line);

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** Where the key of a line stands, past the dashes of a list. */
const key = /^((?:\s|-\s)*)["']?([\w./-]{1,200})["']?\s*:(?:\s+(.*))?$/;

function hiddenBelow(line: string, valueIsSecret: boolean): Hidden | undefined {
  const match = key.exec(line.slice(0, 2000));
  if (match === null) return undefined;
  const [, before = '', name = '', value = ''] = match;
  if (!looksSecret(name) && !(valueIsSecret && name === 'value')) return undefined;
  return { indent: before.length, isText: /^[|>]/.test(value) };
}

/** A blank line ends nothing; a line that begins a mapping or a list is no text that goes on. */
const isInside = (line: string, { indent, isText }: Hidden): boolean =>
  line.trim() === '' || (indentOf(line) > indent && (isText || !(key.test(line.slice(0, 2000)) || /^\s*-\s/.test(line))));

const isValue = (line: string): boolean => /^\s*(?:-\s+)?["']?value["']?\s*:/.test(line);

function next(lines: readonly string[], index: number): string {
  for (let at = index + 1; at < Math.min(lines.length, index + 10); at++) if (saysSomething(lines[at] ?? '')) return lines[at] ?? '';
  return '';
}

/** The line before is, or ends in, `--password`: its value comes next. */
function endsInFlag(previous: string): boolean {
  const match = /(?:^|[\s"'[,])--?([A-Za-z][\w.-]{0,99})["']?,?\s*\\?\s*$/.exec(previous.slice(-200));
  return match !== null && looksSecret(match[1] as string);
}

const maskWhole = (line: string): string => line.replace(/\S/g, '*');

/** The first word, or what is quoted. */
const maskWord = (line: string): string =>
  line.replace(/^(\s*(?:-\s+)?)("[^"]*"?|'[^']*'?|[^-\s]\S*)/, (_, before: string, word: string) => before + '*'.repeat(word.length));

/** `key: value` keeps its key. */
function maskEntry(line: string): string {
  const match = /^\s*["']?[\w./-]+["']?\s*:(?=\s|$)/.exec(line);
  return match === null ? maskWhole(line) : match[0] + maskWhole(line.slice(match[0].length));
}

/** The lines below `data` and `stringData` in documents that hold an object of the kind Secret. */
function dataOfSecrets(lines: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  let start = 0;
  for (let end = 0; end <= lines.length; end++) {
    if (end < lines.length && !/^---(?:\s|$)/.test(lines[end] ?? '')) continue;
    if (lines.slice(start, end).some((line) => /(?:^|[\s{,"'])kind["']?\s*:\s*["']?Secret\b/.test(line))) addData(lines, start, end, found);
    start = end + 1;
  }
  return found;
}

function addData(lines: readonly string[], start: number, end: number, found: Set<number>): void {
  let indent: number | undefined;
  for (let at = start; at < end; at++) {
    const line = lines[at] ?? '';
    if (indent !== undefined && (line.trim() === '' || indentOf(line) > indent)) found.add(at);
    else {
      indent = /^\s*(?:-\s+)?["']?(?:data|stringData)["']?\s*:/.test(line) ? indentOf(line) : undefined;
      // All on one line.
      if (indent !== undefined && /:\s*\S/.test(line)) found.add(at);
    }
  }
}
