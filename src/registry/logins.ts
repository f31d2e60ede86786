/** What `docker login` left for one registry. */
export type Login =
  /** "user:password" in base64, as it is sent. */
  | { readonly kind: 'password'; readonly basic: string }
  /** It is kept where we do not look; `where` says where. */
  | { readonly kind: 'elsewhere'; readonly where: string };

/** The login for a registry, by its name ("docker.io"). */
export type LoginOf = (registry: string) => Login | undefined;

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The logins of a config.json of Docker. Programs that keep them (credsStore, credHelpers) and identity tokens are named and not used.
 * Source: docker/cli 29 cli/config/configfile/file.go. Undefined: it is no such file.
 */
export function loginsIn(text: string): LoginOf | undefined {
  const config = jsonOf(text);
  if (!isObject(config)) return undefined;
  const logins = new Map<string, Login>();
  const helpers = isObject(config.credHelpers) ? config.credHelpers : {};
  for (const [key, entry] of Object.entries(isObject(config.auths) ? config.auths : {})) {
    const login = isObject(entry) ? loginOf(entry, config.credsStore) : undefined;
    if (login !== undefined) logins.set(registryOf(key), login);
  }
  for (const [key, helper] of Object.entries(helpers)) logins.set(registryOf(key), keptBy(helper));
  return (registry) => logins.get(registry);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function loginOf({ auth, username, password, identitytoken }: Json, store: unknown): Login | undefined {
  if (typeof identitytoken === 'string' && identitytoken !== '') return { kind: 'elsewhere', where: 'an identity token' };
  if (typeof auth === 'string' && /^[A-Za-z0-9+/]{1,8000}={0,2}$/.test(auth)) return { kind: 'password', basic: auth };
  if (typeof username === 'string' && typeof password === 'string' && username !== '')
    return { kind: 'password', basic: base64(`${username}:${password}`) };
  return typeof store === 'string' && store !== '' ? keptBy(store) : undefined;
}

const base64 = (text: string): string => btoa([...new TextEncoder().encode(text)].map((byte) => String.fromCharCode(byte)).join(''));

const keptBy = (helper: unknown): Login => ({
  kind: 'elsewhere',
  where: typeof helper === 'string' && /^[\w.-]{1,60}$/.test(helper) ? `docker-credential-${helper}` : 'a program',
});

/** "https://index.docker.io/v1/" → "docker.io" */
function registryOf(key: string): string {
  const host = key.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  return host === 'index.docker.io' || host === 'registry-1.docker.io' ? 'docker.io' : host;
}
