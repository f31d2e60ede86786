/**
 * The offset at which a text stops being JSON (RFC 8259), or undefined where it is JSON. For the place alone: no value is made. Linear, no
 * recursion. YAML parsers read more than Go does (a comma at the end, a word without quotes), so theirs is no answer.
 */
export function firstFault(text: string): number | undefined {
  const open: ('[' | '{')[] = [];
  /** What may come next. */
  let expect: 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma or end' = 'value';
  let at = 0;
  for (;;) {
    while (at < text.length && ' \t\n\r'.includes(text[at] as string)) at++;
    const char = text[at];
    if (char === undefined) return expect === 'comma or end' && open.length === 0 ? undefined : text.length;
    const inside = open.at(-1);
    const closes = (char === ']' && inside === '[') || (char === '}' && inside === '{');
    if (closes && (expect === 'comma or end' || expect === 'value or ]' || expect === 'key or }')) {
      open.pop();
      expect = 'comma or end';
      at++;
    } else if (expect === 'comma or end') {
      if (char !== ',' || inside === undefined) return at;
      expect = inside === '[' ? 'value' : 'key';
      at++;
    } else if (expect === 'colon') {
      if (char !== ':') return at;
      expect = 'value';
      at++;
    } else if (expect === 'key' || expect === 'key or }') {
      const end = char === '"' ? endOfString(text, at) : undefined;
      if (end === undefined) return at;
      expect = 'colon';
      at = end;
    } else if (char === '[' || char === '{') {
      open.push(char);
      expect = char === '[' ? 'value or ]' : 'key or }';
      at++;
    } else {
      const end = char === '"' ? endOfString(text, at) : endOfWord(text, at);
      if (end === undefined) return at;
      expect = 'comma or end';
      at = end;
    }
  }
}

function endOfString(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at] as string;
    if (char === '"') return at + 1;
    if (char < ' ') return undefined;
    if (char !== '\\') continue;
    const next = text[at + 1] ?? '';
    if (next === 'u' ? !/^[0-9a-fA-F]{4}$/.test(text.slice(at + 2, at + 6)) : !'"\\/bfnrt'.includes(next) || next === '') return undefined;
    at += next === 'u' ? 5 : 1;
  }
  return undefined;
}

/** A number is at most this long where it means anything. */
const longestWord = 400;

function endOfWord(text: string, start: number): number | undefined {
  const word = /^(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)(?![\w.+-])/.exec(
    text.slice(start, start + longestWord),
  )?.[0];
  return word === undefined ? undefined : start + word.length;
}
