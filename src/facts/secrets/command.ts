import { type LiteralSecret, literalSecret } from './literal.ts';

/** A secret in a command line, with how the command calls it: "--password", "DB_PASSWORD", "-p". Empty: it has no name. */
export interface CommandSecret extends LiteralSecret {
  readonly name: string;
  /** The secret itself: for comparing, never for printing. */
  readonly text: string;
}

/** `--name value`, `--name=value`, `NAME=value`, value bare or in quotes. It ends before the value, which may hold another. Bounded, so linear. */
const assignment =
  /(?<![\w.$-])(?:(-{1,2}[A-Za-z_][\w.-]{0,80})[ \t]{1,4}(?!-)|(-{0,2}[A-Za-z_][\w.-]{0,80})=)(?=(?:"([^"\n]{1,2000})"|'([^'\n]{1,2000})'|([^\s;&|()"'<>,\]]{1,2000})))/g;

/** Secrets in the text of a shell command or script. */
export function secretsInScript(text: string): CommandSecret[] {
  const found: CommandSecret[] = [];
  for (const match of text.matchAll(assignment)) {
    const [whole, flag, assigned, inDouble, inSingle, bare] = match;
    const name = flag ?? assigned ?? '';
    const secret = literalSecret(name, inDouble ?? inSingle ?? bare ?? '');
    if (secret === undefined) continue;
    const start = match.index + whole.length + (bare === undefined ? 1 : 0);
    found.push({
      ...secret,
      start: start + secret.start,
      end: start + secret.end,
      name,
      text: text.slice(start + secret.start, start + secret.end),
    });
  }
  for (const one of [...unnamed(text), ...ofPrograms(text)]) {
    if (!found.some(({ start, end }) => one.start < end && start < one.end)) found.push(one);
  }
  return found;
}

/** Told by their shape alone. */
function unnamed(text: string): CommandSecret[] {
  const secret = literalSecret('', text);
  return secret === undefined ? [] : [{ ...secret, name: '', text: text.slice(secret.start, secret.end) }];
}

/** What one program takes for a password without a telling name; each from its manual page. */
const programs: readonly (readonly [RegExp, string])[] = [
  [/\b(?:mysql\w{0,10}|mariadb[\w-]{0,10})(?=[ \t])[^\n;|&]{0,300}?[ \t]-p([^\s"'$;|&-][^\s"';|&]{0,200})/g, '-p'],
  [/\bsshpass[ \t]{1,4}-p[ \t]{0,4}["']?([^\s"'$;|&-][^\s"';|&]{0,200})/g, '-p'],
  [/\bredis-cli(?=[ \t])[^\n;|&]{0,300}?[ \t]-a[ \t]{1,4}["']?([^\s"'$;|&-][^\s"';|&]{0,200})/g, '-a'],
  [/\bcurl(?=[ \t])[^\n;|&]{0,300}?[ \t](?:-u|--user)[ \t]{0,4}["']?[^\s"':$]{1,100}:([^\s"'$;|&][^\s"';|&]{0,200})/g, '-u'],
  [
    /\becho[ \t]{1,4}(?:-[en]{1,2}[ \t]{1,4})?["']?[\w.-]{1,40}:([^\s"'$|&;]{1,200})["']?[ \t]{0,4}\|[ \t]{0,4}(?:sudo[ \t]{1,4})?(?:\/usr\/sbin\/)?chpasswd\b/g,
    'chpasswd',
  ],
];

function ofPrograms(text: string): CommandSecret[] {
  return programs.flatMap(([pattern, name]) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const value = match[1] ?? '';
      const secret = literalSecret('password', value);
      const start = match.index + match[0].indexOf(value, Math.max(0, match[0].length - value.length - 40));
      return secret === undefined ? [] : [{ ...secret, start, end: start + value.length, name, text: value }];
    }),
  );
}

/** Secrets among the words of a command; the offsets are those of the word that holds it. */
export function secretsInWords(words: readonly string[]): CommandSecret[] {
  const found = words.flatMap((word, index) => {
    const flag = words[index - 1];
    if (/[\s;]/.test(word)) return secretsInScript(word);
    const equals = word.indexOf('=');
    if (equals > 0 && /^-{0,2}[A-Za-z_][\w.-]{0,80}$/.test(word.slice(0, equals)))
      return one(word.slice(0, equals), word.slice(equals + 1));
    return flag !== undefined && /^--?[A-Za-z][\w.-]{0,80}$/.test(flag) && !word.startsWith('-') ? one(flag, word) : one('', word);
  });
  const told = new Set(found.map(({ text }) => text));
  return [...found, ...ofPrograms(words.filter((word) => !/\s/.test(word)).join(' ')).filter(({ text }) => !told.has(text))];
}

function one(name: string, value: string): CommandSecret[] {
  const secret = literalSecret(name, value);
  return secret === undefined ? [] : [{ ...secret, name, text: value.slice(secret.start, secret.end) }];
}
