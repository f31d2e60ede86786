/** Keys below which Kubernetes and Compose list secrets by their names. */
const lists = /^(?:secrets?|imagePullSecrets|serviceAccountToken)$/;

/** What stands there: names, places, permissions; never a value. */
const words = new Set(
  'secretName name key items path mode defaultMode optional secret source target uid gid file external id required audience expirationSeconds'.split(
    ' ',
  ),
);

/** `{secretName: web-tls, defaultMode: 0440}`, `[db_password]`: brackets with nothing but names in them. */
const brackets = /^[[{][\w\s./:,"'{}[\]-]{0,2000}$/;

/** Does the value behind a key only name secrets? The name of a secret is none. */
export function onlyNames(name: string, value: string): boolean {
  if (!lists.test(name) || !brackets.test(value) || (name === 'secret' && value.startsWith('['))) return false;
  return [...value.matchAll(/([\w-]+)["']?\s*:(?=\s|$)/g)].every(([, key]) => key !== undefined && words.has(key));
}

/** A line of a unit of Podman that hands a secret over: podman-systemd.unit(5), Secret=. */
export const isSecretOfUnit = (line: string): boolean => /^\s*Secret=\s*[\w.-]+(?:,[a-z]+=[\w./-]*){0,8}\s*$/.test(line);

export const isUnit = (lines: readonly string[]): boolean => lines.some((line) => /^\[(?:Container|Build)\]\s*$/.test(line));
