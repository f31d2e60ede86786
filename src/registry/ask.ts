import { Unreadable, type WebAnswer } from '../model/index.ts';
import { challengeOf } from './challenge.ts';
import { followed } from './follow.ts';
import type { Login } from './logins.ts';
import type { Place } from './place.ts';
import type { Session } from './session.ts';
import { passFor } from './token.ts';

interface Wanted {
  readonly accept: string;
  /** Milliseconds for each request, to the end of its body. */
  readonly timeout: number;
  readonly silence?: number;
  /** The first byte that is wanted; absent: all of them. */
  readonly from?: number;
}

/**
 * GET of `path` below a repository, in whatever way the registry wants to be asked: without a password first, then as WWW-Authenticate
 * says. Redirects are followed, and told nothing of who asks when they lead to another host. Any status but 401 is the caller's affair.
 * Throws Unreadable: one clause without the registry's name.
 */
export async function get(session: Session, place: Place, path: string, wanted: Wanted): Promise<WebAnswer> {
  const { accept, from, ...times } = wanted;
  const url = `${place.origin}/v2/${place.repository}/${path}`;
  const key = `${place.origin} ${place.repository}`;
  const headers = { Accept: accept, ...(from === undefined ? {} : { Range: `bytes=${from}-` }) };
  const ask = (): Promise<WebAnswer> =>
    followed(session.door, { ...times, url, headers, unchecked: place.unchecked === true }, session.passes.get(key));
  const first = await ask();
  if (first.status !== 401) return first;
  first.close();
  const login = await session.loginOf(place.name, place.repository);
  const refused = (): Unreadable => new Unreadable(refusal(login, place));
  session.passes.set(key, await passFor(session, place, challengeOf(first.headers['www-authenticate']), login, refused));
  const second = await ask();
  if (second.status !== 401) return second;
  second.close();
  throw refused();
}

function refusal(login: Login | undefined, { name }: Place): string {
  if (login === undefined)
    return `it shows this to nobody without a login, or has no such image: docker login ${name === 'docker.io' ? '' : name}`.trimEnd();
  return login.kind === 'none'
    ? `its login is not to be had: ${login.because}`
    : `it does not take the login of ${login.from} for this image`;
}
