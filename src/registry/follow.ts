import { NoAnswer, type WebAnswer, type WebDoor, type WebRequest } from '../model/index.ts';
import { isLoopback } from './place.ts';

const mostRedirects = 5;

/** GET through redirects. `pass`, what is said of ourselves, is not told to another host. Throws NoAnswer. */
export async function followed(door: WebDoor, asked: WebRequest, pass: string | undefined): Promise<WebAnswer> {
  const seen = new Set<string>();
  for (let { url } = asked; ; ) {
    if (seen.has(url)) throw new NoAnswer('its redirects run in a circle');
    if (seen.size > mostRedirects) throw new NoAnswer(`it redirects more than ${mostRedirects} times`);
    seen.add(url);
    const isSame = new URL(url).origin === new URL(asked.url).origin;
    const headers = { ...asked.headers, 'User-Agent': 'bulkhead', ...(pass === undefined || !isSame ? {} : { Authorization: pass }) };
    const answer = await door.get({ ...asked, url, headers, unchecked: asked.unchecked === true && isSame });
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

/**
 * Without TLS only from this machine to itself, and within a registry that was declared to be without; and nobody outside sends us back
 * into this machine.
 */
export function isAllowed(to: URL, from: URL): boolean {
  if (isLoopback(from.hostname)) return to.protocol === 'https:' || (to.protocol === 'http:' && isLoopback(to.hostname));
  if (isLoopback(to.hostname)) return false;
  return to.protocol === 'https:' || (to.protocol === 'http:' && from.protocol === 'http:' && to.host === from.host);
}

export function parsedUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text.slice(0, 8000), base);
  } catch {
    return undefined;
  }
}
