import { Unreadable, type WebAnswer } from '../model/index.ts';
import type { Challenge } from './challenge.ts';
import { followed, isAllowed, parsedUrl } from './follow.ts';
import type { Login } from './logins.ts';
import type { Place } from './place.ts';
import type { Session } from './session.ts';
import { parsedJson, whole } from './whole.ts';

const longestToken = 256 * 1024;

/** What to say of ourselves to a registry that asks for it: "Basic …", "Bearer …". Throws Unreadable: `refusal` where no login is taken. */
export async function passFor(
  session: Session,
  place: Place,
  challenge: Challenge | undefined,
  login: Login | undefined,
  refusal: () => Unreadable,
): Promise<string> {
  if (challenge === undefined) throw new Unreadable('it wants to know who asks, in a way that is not understood');
  if (challenge.scheme === 'bearer') return `Bearer ${await tokenOf(session, place, challenge, login, refusal)}`;
  if (login?.kind !== 'password') throw refusal();
  return `Basic ${login.basic}`;
}

/**
 * A token to pull with, from whom the registry names. Sources: distribution 2.8 docs/spec/auth/token.md; docs/spec/auth/oauth.md for identity tokens.
 */
async function tokenOf(
  session: Session,
  place: Place,
  { realm, service }: Challenge & { scheme: 'bearer' },
  login: Login | undefined,
  refusal: () => Unreadable,
): Promise<string> {
  const url = parsedUrl(realm);
  const registry = new URL(place.origin);
  if (url === undefined || url.username !== '' || !isAllowed(url, registry))
    throw new Unreadable('it names no token service that can be asked');
  const own = login !== undefined && isOneHouse(url.hostname, registry.hostname) ? login : undefined;
  // Ours, whatever it would like to give.
  const scope = `repository:${place.repository}:pull`;
  const asked = { headers: { Accept: 'application/json' }, timeout: session.timeout, unchecked: place.unchecked === true };
  const answer =
    own?.kind === 'token'
      ? await session.door.get({ ...asked, url: url.href, form: formOf(own.token, service, scope) })
      : await followed(
          session.door,
          { ...asked, url: withQuery(url, service, scope) },
          own?.kind === 'password' ? `Basic ${own.basic}` : undefined,
        );
  return tokenIn(answer, refusal);
}

function withQuery(url: URL, service: string | undefined, scope: string): string {
  if (service !== undefined) url.searchParams.set('service', service);
  url.searchParams.set('scope', scope);
  return url.href;
}

const formOf = (token: string, service: string | undefined, scope: string): Readonly<Record<string, string>> => ({
  grant_type: 'refresh_token',
  refresh_token: token,
  client_id: 'bulkhead',
  scope,
  ...(service === undefined ? {} : { service }),
});

async function tokenIn(answer: WebAnswer, refusal: () => Unreadable): Promise<string> {
  if (answer.status !== 200) {
    answer.close();
    throw answer.status === 401 || answer.status === 403
      ? refusal()
      : new Unreadable(`its token service answers with status ${answer.status}`);
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
