import type { EnvVar } from '../../model/index.ts';
import type { Notes } from './notes.ts';

const telling = ['PASS', 'SECRET', 'TOKEN', 'KEY', 'CREDENTIAL', 'PRIVATE', 'AUTH', 'DSN', 'CONNECTION_STRING', 'DATABASE_URL', 'PWD'];

/** Does a variable's name say that its value is a secret? Wide on purpose: a masked harmless value costs nothing. */
export function looksSecret(name: string): boolean {
  const upper = name.toUpperCase();
  return telling.some((word) => upper.includes(word)) && upper !== 'PWD';
}

/** A credential inside an address: scheme://user:password@host. */
export const carriesPassword = (value: string): boolean => {
  const scheme = value.indexOf('://');
  if (scheme < 0) return false;
  const host = value.indexOf('@', scheme);
  const colon = value.indexOf(':', scheme + 3);
  return host > 0 && colon > 0 && colon < host;
};

/** NAME=value words; the value of what looks secret is ***. */
export function envWords(env: readonly EnvVar[], notes: Notes): string[] {
  return env.flatMap((variable) => {
    const { name, value: field, from } = variable;
    if (field === undefined) {
      notes.add(`process.env ${name} is taken from ${from ?? 'elsewhere'} when the container starts`);
      return [];
    }
    const value = notes.value(`process.env ${name}`, field);
    if (value === undefined) return [];
    if (!looksSecret(name) && !carriesPassword(value)) return [`${name}=${value}`];
    notes.add(`process.env ${name} looks like a secret: its value is left out`);
    return [`${name}=***`];
  });
}
