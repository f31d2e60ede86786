/** What an edit writes. */
export type YamlValue = string | number | boolean | null | readonly YamlValue[] | { readonly [key: string]: YamlValue };

export interface Style {
  /** JSON: every key and text in double quotes, no comments. */
  readonly json: boolean;
  /** What texts are quoted with where they need it, or where their neighbours are. */
  readonly quote: '"' | "'";
  /** Quote texts also where plain would do. */
  readonly quoteAlways: boolean;
  /** Spaces a level. */
  readonly step: number;
  /** Do the dashes of a list stand further right than its key? */
  readonly indentLists: boolean;
}

const isList = (value: YamlValue): value is readonly YamlValue[] => Array.isArray(value);

const entriesOf = (value: { readonly [key: string]: YamlValue }): [string, YamlValue][] => Object.entries(value);

/** What a plain scalar must not look like, in YAML 1.1 or 1.2: numbers (also 0o7, 1_000, 12:30, .5), booleans, null, dates. */
const special = /^(?:[-+]?[0-9][0-9_,.:eExXoOa-fA-F+-]*|[-+]?\.(?:[0-9]|inf|nan)\S*|true|false|yes|no|on|off|y|n|null|~|=|<<)$/i;

/** Plain where every reader takes it for the same text. */
const isPlain = (text: string): boolean =>
  /^[A-Za-z0-9_./$\\]$|^[A-Za-z0-9_./$\\][A-Za-z0-9_./$\\:@+=~%^*!?<>()|;-]*[A-Za-z0-9_./$\\@+=~%^*!?<>()|;-]$/.test(text) &&
  (!special.test(text) || isDotted.test(text));

/** An address or a version: no number has two dots. */
const isDotted = /^\d+(?:\.\d+){2,}$/;

/** The same where it stands alone behind its key or dash: brackets and commas are nothing special there. */
export const isPlainInBlock = (text: string): boolean =>
  /^[A-Za-z0-9_./$\\][^\p{Cc}\u2028\u2029]*$/u.test(text) &&
  !/:(?:\s|$)|\s#|\s$/.test(text) &&
  (!special.test(text) || isDotted.test(text));

export function scalar(value: string | number | boolean | null, style: Style): string {
  if (typeof value !== 'string') return String(value);
  if (style.json) return JSON.stringify(value);
  if (isPlain(value) && !style.quoteAlways) return value;
  return quoted(value, style.quote);
}

/** In single quotes only what they can hold on one line. */
export const quoted = (text: string, quote: '"' | "'"): string =>
  quote === "'" && !/[\p{Cc}\u2028\u2029]/u.test(text) ? `'${text.replaceAll("'", "''")}'` : JSON.stringify(text);

const keyText = (key: string, style: Style): string => scalar(key, { ...style, quoteAlways: false });

/** On one line, as it stands in a flow collection. */
export function flow(value: YamlValue, style: Style): string {
  if (isList(value)) return `[${value.map((item) => flow(item, style)).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${entriesOf(value)
      .map(([key, inner]) => `${keyText(key, style)}: ${flow(inner, style)}`)
      .join(', ')}}`;
  // What ends a plain scalar inside brackets is not in isPlain.
  return scalar(value, style);
}

/** `key: value` over as many lines as it takes, the first one not indented. */
export function blockPair(key: string, value: YamlValue, indent: number, style: Style): string {
  const head = `${keyText(key, style)}:`;
  if (typeof value !== 'object' || value === null) return `${head} ${flow(value, style)}`;
  return isEmpty(value) ? `${head} ${flow(value, style)}` : `${head}\n${block(value, childIndent(value, indent, style), style)}`;
}

const childIndent = (value: YamlValue, indent: number, style: Style): number =>
  isList(value) && !style.indentLists ? indent : indent + style.step;

const isEmpty = (value: YamlValue): boolean => typeof value === 'object' && value !== null && Object.keys(value).length === 0;

/** Every line indented. */
export function block(value: YamlValue, indent: number, style: Style): string {
  const space = ' '.repeat(indent);
  if (typeof value !== 'object' || value === null || isEmpty(value)) return space + flow(value, style);
  if (isList(value)) return value.map((item) => `${space}- ${blockItem(item, indent, style)}`).join('\n');
  return entriesOf(value)
    .map(([key, inner]) => space + blockPair(key, inner, indent, style))
    .join('\n');
}

/** An item behind its dash: the first line not indented. */
export function blockItem(item: YamlValue, indent: number, style: Style): string {
  if (typeof item !== 'object' || item === null || isEmpty(item)) return flow(item, style);
  return block(item, indent + 2, style).slice(indent + 2);
}

/** JSON over several lines, the first one not indented. */
export function prettyJson(value: YamlValue, indent: number, style: Style): string {
  if (typeof value !== 'object' || value === null || isEmpty(value)) return flow(value, style);
  const inner = ' '.repeat(indent + style.step);
  const lines = isList(value)
    ? value.map((item) => prettyJson(item, indent + style.step, style))
    : entriesOf(value).map(([key, one]) => `${JSON.stringify(key)}: ${prettyJson(one, indent + style.step, style)}`);
  const [open, close] = isList(value) ? ['[', ']'] : ['{', '}'];
  return `${open}\n${lines.map((line) => inner + line).join(',\n')}\n${' '.repeat(indent)}${close}`;
}
