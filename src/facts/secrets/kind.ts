import { wordsOf } from './names.ts';

/**
 * - `password`: any value opens something; - `secret`: a shared or signing secret; - `token`: what an issuer gave out;
 * - `perhaps`: a key, salt or cookie, which is a secret only when its value looks made up by a machine.
 */
export type SecretKind = 'password' | 'secret' | 'token' | 'perhaps';

/** Words at the end that say where a value is for, not what it is. */
const qualifier = /^(?:\d+|DEFAULT|DEV|PROD|TEST|LOCAL|STAGING)$/;

/** A word that makes the rest a setting, or something meant for everybody: GPG_KEY is a fingerprint, as in the official images of Python. */
const setting = new Set(
  'GPG PGP FINGERPRINT PUBLIC PUB PUBLISHABLE ALLOW ALLOWED ENABLE ENABLED DISABLE DISABLED NO SKIP USE REQUIRE REQUIRED MIN MAX RANDOM HAS IS VALIDATE VERIFY GENERATE NUM COUNT'.split(
    ' ',
  ),
);

const passwordEnd =
  /(?:PASSWORD|PASSWD|PASSPHRASE|PASSCODE|^PASS|^PW|^PWD|(?:DB|USER|ADMIN|ROOT|REQUIRE|SQL|MASTER|AUTH|SMTP|MAIL|REDIS)PASS|SQLPWD)$/;
const secretEnd =
  /(?:SECRET|SECRETKEY|SECRETKEYBASE|SECRETACCESSKEY|PRIVATEKEY|ENCRYPTIONKEY|SIGNINGKEY|MASTERKEY|ERLANGCOOKIE|CREDENTIALS?)$/;
const tokenEnd = /(?:TOKEN|APIKEY|ACCESSTOKEN|AUTHKEY|ACCOUNTKEY)$/;
const perhapsEnd = /(?:KEY|KEYS|AUTH|SALT|JWT|COOKIE|PAT|CREDS)$/;

/** What a variable, key or flag of this name holds, judged by its last words; undefined: nothing that is a secret by its name. */
export function secretKind(name: string): SecretKind | undefined {
  const words = wordsOf(name);
  while (words.length > 1 && qualifier.test(words.at(-1) ?? '')) words.pop();
  const last = words.at(-1);
  if (last === undefined || name === 'key' || (last === 'PWD' && words.length === 1)) return undefined;
  if (words.some((word) => setting.has(word))) return undefined;
  const joined = words.join('');
  if (passwordEnd.test(last)) return 'password';
  if (secretEnd.test(joined)) return 'secret';
  if (tokenEnd.test(joined)) return 'token';
  return perhapsEnd.test(last) ? 'perhaps' : undefined;
}
