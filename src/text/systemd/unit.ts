import type { Origin, Problem, Source } from '../../model/index.ts';
import { positionAt } from '../lines.ts';
import { MappedText } from '../shell/mapped.ts';

/** One Key=value of a unit file; its lines put together, each character with its place. */
export interface UnitEntry {
  readonly section: string;
  readonly key: string;
  readonly value: MappedText;
  /** From the key to the end of the value. */
  readonly origin: Origin;
}

export interface Unit {
  readonly source: Source;
  readonly sections: ReadonlySet<string>;
  readonly entries: readonly UnitEntry[];
  readonly problems: readonly Problem[];
}

/**
 * A unit file as systemd.syntax(7) and Quadlet's own parser (Podman 5.8 pkg/systemd/parser/unitfile.go) read it: blanks
 * around a line and around `=` do not count, a line that ends in a backslash goes on in the next, a comment in between
 * is left out. A line that is neither section, entry nor comment is a problem. Never throws; linear.
 */
export function parseUnit(source: Source): Unit {
  const { text } = source;
  const sections = new Set<string>();
  const entries: Building[] = [];
  const problems: Problem[] = [];
  let section = '';
  let open: Building | undefined;
  for (const line of linesOf(text)) {
    const content = text.slice(line.start, line.end);
    if (content === '' || content.startsWith('#') || content.startsWith(';')) continue;
    const goesOn = content.endsWith('\\');
    const end = goesOn ? line.end - 1 : line.end;
    const header = open === undefined ? /^\[([^\]]*)\][ \t]*$/.exec(content) : null;
    if (open !== undefined) append(open, text, line.start, end);
    else if (header !== null) {
      section = header[1] ?? '';
      sections.add(section);
      continue;
    } else {
      open = entryAt(source, section, line.start, end);
      if (open === undefined) problems.push(notRead(source, line.start, 'is neither a [Section] nor Key=value; it was not read'));
      else entries.push(open);
    }
    if (!goesOn) open = undefined;
  }
  return { source, sections, entries, problems };
}

/** An entry whose next line may still come. */
type Building = UnitEntry & { readonly origin: { readonly source: Source; readonly start: number; end: number } };

function entryAt(source: Source, section: string, start: number, end: number): Building | undefined {
  const equals = source.text.indexOf('=', start);
  if (equals <= start || equals >= end) return undefined;
  let from = equals + 1;
  while (from < end && /\s/.test(source.text[from] ?? '')) from++;
  const entry = { section, key: source.text.slice(start, equals).trimEnd(), value: new MappedText(), origin: { source, start, end: from } };
  append(entry, source.text, from, end);
  return entry;
}

/** A line break that is taken away counts as one blank. */
function append(entry: Building, text: string, start: number, end: number): void {
  if (entry.value.length > 0) entry.value.push(' ', start, start);
  entry.value.push(text.slice(start, end), start, end);
  entry.origin.end = Math.max(entry.origin.start, end);
}

const notRead = (source: Source, offset: number, what: string): Problem => ({
  file: source.path,
  ...positionAt(source, offset),
  message: `the line ${what}`,
});

/** Each line without its break and the blanks around it. */
function* linesOf(text: string): Generator<{ start: number; end: number }> {
  for (let at = 0; at < text.length; ) {
    const found = text.indexOf('\n', at);
    const next = found < 0 ? text.length : found;
    let [start, end] = [at, next];
    while (start < end && isBlank(text.charCodeAt(start))) start++;
    while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
    yield { start, end };
    at = next + 1;
  }
}

const isBlank = (code: number): boolean => code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xfeff;
