import type { Field, Unknown } from '../../model/index.ts';

/** A text to be written. `open`: it holds variables as a shell and Compose write them, to be filled in where it is used. */
export interface Said {
  readonly text: string;
  readonly open: boolean;
}

export const said = (text: string): Said => ({ text, open: false });

/** A field in words. What is not known is said by the variable that its author wrote. Undefined: there is nothing that could be said. */
export function saidOf<T>(field: Field<T> | undefined, words: (value: T) => string | undefined, name = ''): Said | undefined {
  if (field === undefined) return undefined;
  if (field.state === 'unknown') return openText(field, name);
  const text = words(field.value);
  return text === undefined ? undefined : said(text);
}

const variable = /\$(?:\{[A-Za-z_]\w{0,99}(?::?[-?+][^{}\n]{0,200})?\}|[A-Za-z_]\w{0,99})/g;
const longest = 1000;

/** The value as its author wrote it, without what introduces it: a key, a dash, a flag, quotes. `name`: NAME= stands before it. */
export function openText({ origin }: Unknown, name = ''): Said | undefined {
  if (origin === undefined || origin.end - origin.start > longest) return undefined;
  const raw = origin.source.text.slice(origin.start, origin.end).trim();
  if (raw.includes('\n')) return undefined;
  const text = unquoted(withoutName(unquoted(withoutKey(raw)), name));
  const rest = text.replace(variable, '');
  return rest === text || /[$`\\"']/.test(rest) ? undefined : { text, open: true };
}

/** `image: x`, `- x`, `--image x`, `--image=x`, `Image=x`. */
const withoutKey = (raw: string): string =>
  raw.replace(/^(?:- +)?(?:[\w.-]{1,60}:[ \t]+|--?[a-z][\w-]{0,40}(?:[ \t]+|=)|[A-Z][A-Za-z]{2,30}=(?=["'$\w./]))/, '');

const withoutName = (text: string, name: string): string =>
  name !== '' && text.startsWith(`${name}=`) ? text.slice(name.length + 1) : text;

function unquoted(text: string): string {
  const [first] = text;
  return text.length > 1 && (first === '"' || first === "'") && text.endsWith(first) ? text.slice(1, -1) : text;
}
