import { NoAnswer, Unreadable, type WebAnswer, type WebDoor } from '../model/index.ts';
import { type Challenge, challengeOf } from './challenge.ts';
import type { LoginOf } from './logins.ts';
import { isLoopback, type Place } from './place.ts';
import { parsedJson, whole } from './whole.ts';

/** One run's dealings with registries. */
export interface Session {
  readonly door: WebDoor;
  readonly loginOf: LoginOf;
  /** What to say of ourselves, by registry and repository: "Bearer …", "Basic …". */
  readonly passes: Map<string, string>;
  /** Milliseconds for each request that is not about a layer. */
  readonly timeout: number;
}

export const newSession = (door: WebDoor, loginOf: LoginOf, timeout = 10_000): Session => ({ door, loginOf, passes: new Map(), timeout });

interface Wanted {
  readonly accept: string;
  /** Milliseconds for each request, to the end of its body. */
  readonly timeout: number;
}

const mostRedirects = 5;
const longestToken = 256 * 1024;

/**
 * GET of `path` below a repository, in whatever way the registry wants to be asked: without a password first, then as WWW-Authenticate
 * says. Redirects are followed, and told nothing of who asks when they lead to another host. Any status but 401 is the caller's affair.
 * Throws Unreadable: one clause without the registry's name.
 */
export async function get(session: Session, place: Place, path: string, wanted: Wanted): Promise<WebAnswer> {
  const url = `${place.origin}/v2/${place.repository}/${path}`;
  const key = `${place.origin} ${place.repository}`;
  const ask = (): Promise<WebAnswer> => followed(session.door, url, wanted, session.passes.get(key));
  const first = await ask();
  if (first.status !== 401) return first;
  first.close();
  session.passes.set(key, await passFor(session, place, challengeOf(first.headers['www-authenticate'])));
  const second = await ask();
  if (second.status !== 401) return second;
  second.close();
  throw new Unreadable(refusal(session, place));
}

async function followed(door: WebDoor, from: string, { accept, timeout }: Wanted, pass: string | undefined): Promise<WebAnswer> {
  const seen = new Set<string>();
  for (let url = from; ; ) {
    if (seen.has(url)) throw new NoAnswer('its redirects run in a circle');
    if (seen.size > mostRedirects) throw new NoAnswer(`it redirects more than ${mostRedirects} times`);
    seen.add(url);
    const isSame = new URL(url).origin === new URL(from).origin;
    const headers = { Accept: accept, 'User-Agent': 'bulkhead', ...(pass === undefined || !isSame ? {} : { Authorization: pass }) };
    const answer = await door.get({ url, headers, timeout });
    if (![301, 302, 303, 307, 308].includes(answer.status)) return answer;
    answer.close();
    url = nextOf(url, answer.headers.location);
  }
}

function nextOf(url: string, location: string | undefined): string {
  const next = location === undefined ? undefined : parsedUrl(location, url);
  if (next === undefined || next.username !== '' || next.password !== '') throw new NoAnswer('it redirects to nowhere that can be asked');
  if (!isAllowed(next, new URL(url))) throw new NoAnswer('it redirects to where nothing is encrypted, or into this machine');
  return next.href;
}

/** Without TLS only from this machine to itself; and nobody outside sends us back into it. */
const isAllowed = (to: URL, from: URL): boolean =>
  isLoopback(from.hostname)
    ? to.protocol === 'https:' || (to.protocol === 'http:' && isLoopback(to.hostname))
    : to.protocol === 'https:' && !isLoopback(to.hostname);

function parsedUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text.slice(0, 8000), base);
  } catch {
    return undefined;
  }
}

async function passFor(session: Session, place: Place, challenge: Challenge | undefined): Promise<string> {
  const login = session.loginOf(place.name);
  const basic = login?.kind === 'password' ? `Basic ${login.basic}` : undefined;
  if (challenge === undefined) throw new Unreadable('it wants to know who asks, in a way that is not understood');
  if (challenge.scheme === 'basic') {
    if (basic === undefined) throw new Unreadable(refusal(session, place));
    return basic;
  }
  return `Bearer ${await tokenOf(session, place, challenge, basic)}`;
}

/** A token to pull with, from whom the registry names. */
async function tokenOf(
  session: Session,
  place: Place,
  { realm, service }: Challenge & { scheme: 'bearer' },
  basic: string | undefined,
): Promise<string> {
  const url = parsedUrl(realm);
  const registry = new URL(place.origin);
  if (url === undefined || url.username !== '' || !isAllowed(url, registry))
    throw new Unreadable('it names no token service that can be asked');
  if (service !== undefined) url.searchParams.set('service', service);
  // Ours, whatever it would like to give.
  url.searchParams.set('scope', `repository:${place.repository}:pull`);
  const pass = basic !== undefined && isOneHouse(url.hostname, registry.hostname) ? basic : undefined;
  const answer = await followed(session.door, url.href, { accept: 'application/json', timeout: session.timeout }, pass);
  if (answer.status === 401 || answer.status === 403) {
    answer.close();
    throw new Unreadable(refusal(session, place));
  }
  if (answer.status !== 200) {
    answer.close();
    throw new Unreadable(`its token service answers with status ${answer.status}`);
  }
  const said = parsedJson(await whole(answer, longestToken));
  const token = said?.token ?? said?.access_token;
  if (typeof token !== 'string' || !/^[\w.~+/=-]+$/.test(token)) throw new Unreadable('its token service gives no token');
  return token;
}

/** A password goes to the registry's own token service, which may be another host of the same domain (auth.docker.io). */
function isOneHouse(a: string, b: string): boolean {
  const domain = (host: string): string => host.split('.').slice(-2).join('.');
  return a === b || (!/^[\d.[\]:a-f]+$/.test(a) && a.includes('.') && domain(a) === domain(b));
}

function refusal({ loginOf }: Session, { name }: Place): string {
  const login = loginOf(name);
  if (login === undefined)
    return `it shows this to nobody without a login, or has no such image: docker login ${name === 'docker.io' ? '' : name}`.trimEnd();
  return login.kind === 'password'
    ? 'it does not take the login of config.json for this image'
    : `its login is kept by ${login.where}, which is not asked: a login in config.json itself is`;
}
