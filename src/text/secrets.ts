import { secretsInScript, secretsInWords } from '../facts/secrets/command.ts';
import { secretValues } from './secrets/assignments.ts';
import { overwrite, type Range } from './secrets/ranges.ts';
import { authorizations, knownTokens, queryValues, randomWords, shortFlags, userInfos } from './secrets/shapes.ts';

/** What the neighbouring lines say of this one. */
export interface SecretContext {
  /** A key named `value` on this line is the value of a secret that another line names. */
  readonly valueIsSecret?: boolean;
}

/**
 * A line with what looks like a secret overwritten by asterisks; the length, and so every offset, stays the same.
 * Values of names that look secret, passwords in URLs, known tokens and long random words are hidden; references
 * (`$NAME`, `${NAME}`) and the places of secret files are not. Rather too much is hidden than too little. Linear.
 */
export function maskSecrets(line: string, context: SecretContext = {}): string {
  return overwrite(line, [
    ...secretValues(line, context.valueIsSecret),
    ...userInfos(line),
    ...queryValues(line),
    ...knownTokens(line),
    ...authorizations(line),
    ...shortFlags(line),
    ...randomWords(line),
    // Whatever a control finds fault with is hidden as well.
    ...secretsInScript(line).map(({ start, end }): Range => [start, end]),
  ]);
}

/** The same for the words of a command, where a flag's value is a word of its own. */
export function maskArguments(args: readonly string[]): string[] {
  const known = secretsInWords(args).map(({ text }) => text);
  return args.map((whole, index) => {
    const arg = known.reduce((text, secret) => text.replaceAll(secret, '*'.repeat(secret.length)), whole);
    const flag = args[index - 1];
    if (flag === undefined || !/^--?[A-Za-z]/.test(flag) || flag.includes('=') || arg.startsWith('-')) return maskSecrets(arg);
    const joined = maskSecrets(`${flag} '${arg.replaceAll("'", ' ')}'`);
    return joined.includes('*') ? joined.slice(flag.length + 2, -1) : arg;
  });
}
