import { secretsInWords } from '../facts/secrets/command.ts';
import { literalSecret } from '../facts/secrets/literal.ts';
import { looksSecret, namesAPlace } from '../facts/secrets/names.ts';
import { whenceOf } from '../facts/secrets/written.ts';
import { type Container, type EnvVar, knownValue, mapField, type TranslationNote } from '../model/index.ts';
import { mark } from '../text/emit/index.ts';

interface Covered {
  readonly container: Container;
  readonly notes: readonly TranslationNote[];
}

/** The same container without a secret's value: a variable is taken from the caller or a Secret, and so is a part of an argument. */
export function withoutSecrets(container: Container): Covered {
  const notes: TranslationNote[] = [];
  const { id, process } = container;
  const env = process.env.map((variable) => {
    const value = knownValue(variable.value);
    if (value === undefined || !isSecret(variable, value)) return variable;
    notes.push(noteOf(variable, id));
    return { name: variable.name, origin: variable.origin, from: 'secret' } as const;
  });
  const args = process.args === undefined ? undefined : mapField(process.args, (words) => coveredWords(words, container, notes));
  return { container: { ...container, process: { ...process, env, ...(args === undefined ? {} : { args }) } }, notes };
}

/** What was filled in from the caller's environment or a .env file is a secret by its name alone: it was kept apart for a reason. */
function isSecret({ name, origin }: EnvVar, value: string): boolean {
  if (literalSecret(name, value) !== undefined) return true;
  return value !== '' && !namesAPlace(name) && looksSecret(name) && whenceOf(value, origin, false) === 'elsewhere';
}

const noteOf = ({ name, origin }: EnvVar, container: string): TranslationNote => ({
  kind: 'todo',
  container,
  path: `process.env[${name}]`,
  origin,
  message: `the value of ${name} is a secret and was not copied: give it as a secret`,
});

function coveredWords(words: readonly string[], { id, process }: Container, notes: TranslationNote[]): readonly string[] {
  const taken = new Set(process.env.map(({ name }) => name));
  const texts = new Map<string, string>();
  for (const { name, text } of secretsInWords(words)) if (text !== '' && !texts.has(text)) texts.set(text, variableFor(name, taken));
  if (texts.size === 0) return words;
  for (const name of texts.values())
    notes.push({
      kind: 'todo',
      container: id,
      path: 'process.args',
      message: `an argument holds a secret, which was not copied: give it as the variable ${name}`,
      ...(process.args?.origin && { origin: process.args.origin }),
    });
  // The longest first, so that one secret inside another does not break it up.
  const found = [...texts].sort(([a], [b]) => b.length - a.length);
  return words.map((word) => found.reduce((covered, [text, name]) => covered.replaceAll(text, mark(name)), word));
}

/** "--requirepass" becomes REQUIREPASS; a name that is taken gets a number. */
function variableFor(name: string, taken: Set<string>): string {
  const plain = name
    .replace(/^-+/, '')
    .replace(/\W+/g, '_')
    .toUpperCase()
    .replace(/^(?=\d|$)/, 'SECRET');
  let free = plain;
  for (let count = 2; taken.has(free); count++) free = `${plain}_${count}`;
  taken.add(free);
  return free;
}
