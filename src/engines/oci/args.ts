import { carriesPassword, looksSecret } from './env.ts';
import type { Notes } from './notes.ts';

/**
 * The words of a command without its secrets: what follows an option whose name says secret, by `=` or as the next
 * word, and an address with a password in it, are ***.
 */
export function maskedArgs(args: readonly string[], notes: Notes): string[] {
  return args.map((word, index) => {
    const equals = word.indexOf('=');
    const name = equals < 0 ? '' : word.slice(0, equals);
    if (looksSecret(name) || (name !== '' && carriesPassword(word))) return masked(name, `${name}=***`);
    if (carriesPassword(word)) return masked(`word ${index + 1}`, '***');
    const option = args[index - 1] ?? '';
    const follows = option.startsWith('-') && !option.includes('=') && looksSecret(option) && !word.startsWith('-');
    return follows ? masked(option, '***') : word;
  });

  function masked(name: string, word: string): string {
    notes.add(`process.args ${name} looks like a secret: its value is left out`);
    return word;
  }
}
