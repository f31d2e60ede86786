/** Texts of other kinds that quote manifests: they are for other surfaces, or for none. */
const foreign =
  /\.(?:md|markdown|rst|adoc|html?|sh|bash|zsh|mk|go|ts|js|mjs|cjs|tsx|jsx|py|rb|rs|java|kt|cs|c|h|cpp|lua|pl|ps1|tf|hcl|lock|log)$/i;

/** More places than this where a key might stand are not looked at. */
const tries = 1000;

/**
 * Does the text hold objects with `apiVersion` and `kind` on their top level: YAML at the margin of its first line, or
 * JSON? Or is it a YAML file that is nothing but a template's include? Linear, and mostly two searches for a word.
 */
export function claims(name: string, text: string): boolean {
  if (foreign.test(name) || /^makefile$/i.test(name) || text.startsWith('#!')) return false;
  const start = firstWord(text);
  if (start < 0) return false;
  const template = text.startsWith('{{', start) || text.startsWith('{%', start);
  if (!template && (text[start] === '{' || text[start] === '[')) return holdsKey(text, 'apiVersion') && holdsKey(text, 'kind');
  const margin = template ? '' : marginBefore(text, start);
  if (keyAtMargin(text, 'apiVersion', margin) && keyAtMargin(text, 'kind', margin)) return true;
  return template && /\.ya?ml$/i.test(name) && /\{\{-?\s*(?:include|template)\s/.test(text.slice(start, start + 2000));
}

/** The first character that is neither in a blank line nor in a comment, directive or document marker; -1: none. */
function firstWord(text: string): number {
  const line = /(?:\uFEFF|\s+|#[^\n]*|%[^\n]*|---(?=\s)(?:[ \t]+#[^\n]*)?|\{\{-?\s*\/\*)/y;
  let at = 0;
  for (let round = 0; round < 10_000 && at < text.length; round++) {
    line.lastIndex = at;
    const match = line.exec(text);
    if (match === null) return at;
    at = match[0].startsWith('{{') ? afterComment(text, line.lastIndex) : line.lastIndex;
  }
  return -1;
}

/** A Go template's comment ends with its own marks. */
function afterComment(text: string, from: number): number {
  const end = text.indexOf('}}', from);
  return end < 0 ? text.length : end + 2;
}

function marginBefore(text: string, start: number): string {
  const margin = text.slice(text.lastIndexOf('\n', start) + 1, start);
  return /^ *$/.test(margin) ? margin : '';
}

/** `key:` right after the margin; also behind the "- " of a list of objects. */
function keyAtMargin(text: string, key: string, margin: string): boolean {
  return someHit(text, key, (at) => {
    const line = text.lastIndexOf('\n', at - 1) + 1;
    const before = text.slice(line, at);
    if (before.length > margin.length + 4) return false;
    const lead = before
      .replace(/^\uFEFF/, '')
      .slice(margin.length)
      .replace(/["']$/, '');
    return before.startsWith(margin) && (lead === '' || lead === '- ' || lead === '  ') && colonAfter(text, at + key.length);
  });
}

/** In JSON: a key with a string, so that a schema that describes the key does not count. */
const holdsKey = (text: string, key: string): boolean =>
  someHit(
    text,
    key,
    (at) => colonAfter(text, at + key.length) && /^["']?\s*:\s*[^\s{[]/.test(text.slice(at + key.length, at + key.length + 40)),
  );

function someHit(text: string, key: string, fits: (at: number) => boolean): boolean {
  let at = text.indexOf(key);
  for (let round = 0; at >= 0 && round < tries; round++) {
    if (fits(at)) return true;
    at = text.indexOf(key, at + key.length);
  }
  return false;
}

function colonAfter(text: string, at: number): boolean {
  const colon = /["']?[ \t]*:/y;
  colon.lastIndex = at;
  return colon.test(text);
}
