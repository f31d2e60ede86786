/** Words that make a name secret wherever they stand in it, also without a separator: PGPASSWORD, secretKey. */
const anywhere = /PASSWORD|PASSWD|PASSPHRASE|PASSCODE|SECRET|TOKEN|APIKEY|ACCESSKEY|PRIVATEKEY|CREDENTIAL|CONNECTIONSTRING/;

/** Words that make a name secret only as a word of their own: COMPASS and author are no secrets. */
const alone = new Set('PASS PWD PW KEY KEYS CREDS AUTH AUTHORIZATION PRIVATE DSN PAT SALT JWT COOKIE'.split(' '));

/** A last word that says that the value is the name of something, not the thing. */
const pointer = /(?:NAME|REF)$/;

/** "dbPassword", "DB_PASSWORD" and "db-password" → DB, PASSWORD. */
export const wordsOf = (name: string): string[] =>
  (name.length > 200 ? name.slice(-200) : name)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => word !== '');

/** Does the value of a variable, key or flag of this name look worth hiding? Wide: every name that secretKind knows is in it. */
export function looksSecret(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1);
  // PWD on its own is the working folder; `key` on its own selects an entry of a map in Kubernetes.
  if (last === undefined || (words.length === 1 && (last === 'PWD' || name === 'key'))) return false;
  if (pointer.test(last)) return false;
  return anywhere.test(words.join('')) || words.some((word) => alone.has(word) || /(?:PASS|KEY)$/.test(word));
}

/** POSTGRES_PASSWORD_FILE and the like: the value is where the secret lies. */
export const namesAPlace = (name: string): boolean => /^(?:.*[^A-Z])?(?:FILE|PATH|DIR)$/.test(wordsOf(name.slice(-200)).join('_'));
