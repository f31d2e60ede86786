import { isObject, type Loose, objectOf } from '../text/json/loose.ts';

/** A login for one registry. */
export type Login =
  /** "user:password" in base64, as it is sent; `from`: the file or program that has it. */
  | { readonly kind: 'password'; readonly basic: string; readonly from: string }
  /** An identity token, for the registry's token service. */
  | { readonly kind: 'token'; readonly token: string; readonly from: string }
  | { readonly kind: 'none'; readonly because: string };

/** What a file says: a login, or which program keeps it, under which name. */
export type KeptLogin = Login | { readonly kind: 'helper'; readonly program: string; readonly server: string };

/** The login for a repository of a registry, which goes by its name ("docker.io"). */
export type LoginIn = (registry: string, repository: string) => KeptLogin | undefined;

/**
 * The logins of a config.json of Docker, or an auth.json of Podman, `from` being its name. The longest key that fits counts. Sources: docker/cli 29
 * cli/config/configfile/file.go; containers/image 5.36 docs/containers-auth.json.5.md, pkg/docker/config. Undefined: it is no such file.
 */
export function loginsIn(text: string, from: string): LoginIn | undefined {
  const config = jsonOf(text);
  if (!isObject(config)) return undefined;
  const logins = new Map<string, KeptLogin>();
  for (const [key, entry] of Object.entries(objectOf(config.auths))) {
    const login = isObject(entry) ? loginOf(entry, from) : undefined;
    if (login !== undefined) logins.set(placeOfKey(key), login);
  }
  for (const [key, helper] of Object.entries(objectOf(config.credHelpers)))
    logins.set(placeOfKey(key), keptBy(helper, serverOf(placeOfKey(key))));
  const { credsStore: store } = config;
  return (registry, repository) => {
    for (let place = `${registry}/${repository}`; ; place = place.slice(0, place.lastIndexOf('/'))) {
      const login = logins.get(place);
      if (login !== undefined) return login;
      if (!place.includes('/')) return typeof store === 'string' && store !== '' ? keptBy(store, serverOf(registry)) : undefined;
    }
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function loginOf({ auth, username, password, identitytoken: token }: Loose, from: string): Login | undefined {
  if (typeof token === 'string' && token !== '') return { kind: 'token', token, from };
  if (typeof auth === 'string' && /^[A-Za-z0-9+/]{1,8000}={0,2}$/.test(auth)) return { kind: 'password', basic: auth, from };
  return typeof username === 'string' && typeof password === 'string' && username !== '' ? passwordOf(username, password, from) : undefined;
}

const passwordOf = (user: string, password: string, from: string): Login => ({
  kind: 'password',
  basic: btoa([...new TextEncoder().encode(`${user}:${password}`)].map((byte) => String.fromCharCode(byte)).join('')),
  from,
});

const keptBy = (helper: unknown, server: string): KeptLogin =>
  typeof helper === 'string' && /^[\w.-]{1,60}$/.test(helper) && !helper.startsWith('.')
    ? { kind: 'helper', program: `docker-credential-${helper}`, server }
    : { kind: 'none', because: 'the program that keeps it has no proper name' };

/** What a helper prints. Source: docker/docker-credential-helpers 0.9 credentials/credentials.go, client/client.go. */
export function loginOfHelper(program: string, printed: string): Login | undefined {
  const said = jsonOf(printed);
  if (isObject(said) && typeof said.Username === 'string' && typeof said.Secret === 'string' && said.Secret !== '')
    return said.Username === '<token>'
      ? { kind: 'token', token: said.Secret, from: program }
      : passwordOf(said.Username, said.Secret, program);
  return /credentials not found/i.test(printed) ? undefined : { kind: 'none', because: `${program} gives none` };
}

/** "https://index.docker.io/v1/" → "docker.io"; what stands behind a host counts only without a scheme. */
function placeOfKey(key: string): string {
  const [, scheme, rest = ''] = /^(https?:\/\/)?(.*)$/s.exec(key) ?? [];
  const place = scheme === undefined ? rest.replace(/\/$/, '') : rest.replace(/\/.*$/s, '');
  return place.replace(/^(?:index|registry-1)\.docker\.io(?=\/|$)/, 'docker.io');
}

/** Docker keeps that of its Hub under a name of old. */
const serverOf = (registry: string): string => (registry === 'docker.io' ? 'https://index.docker.io/v1/' : registry);
