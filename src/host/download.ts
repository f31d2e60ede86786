import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { NoAnswer, Unreadable, type WebAnswer, type WebDoor } from '../model/index.ts';

export type Downloaded = { readonly is: 'new'; readonly tag?: string } | { readonly is: 'same' } | { readonly is: 'missing' };

/** Larger than any file of advisories: OSV's of npm has some 200 MB. */
const most = 4 * 1024 ** 3;
const mostRedirects = 5;

/**
 * Fetches a file into a new one of this machine, unless its entity tag (RFC 9110, section 8.8.3) is still `tag`. `limit`: bytes after which it is too much. Throws
 * Unreadable, one clause; the file may be there in part then.
 */
export async function download(door: WebDoor, address: string, path: string, tag: string | undefined, limit = most): Promise<Downloaded> {
  const answer = await followed(door, address, tag);
  const { status, headers, body } = answer;
  if (status === 304 && tag !== undefined) return close(answer, { is: 'same' });
  if (status === 404 || status === 410) return close(answer, { is: 'missing' });
  if (status !== 200) {
    answer.close();
    throw new NoAnswer(`it answers with status ${status}`);
  }
  const file = openSync(path, 'wx', 0o600);
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > limit) throw new Unreadable(`it is longer than ${Math.round(limit / 1024 ** 2)} MiB`);
      for (let at = 0; at < chunk.length; ) at += writeSync(file, chunk, at);
    }
  } finally {
    closeSync(file);
    answer.close();
  }
  return { is: 'new', ...(headers.etag === undefined ? {} : { tag: headers.etag.slice(0, 500) }) };
}

/** Takes it away again, whole or in part. */
export const forgetDownload = (path: string): void => rmSync(path, { force: true });

async function followed(door: WebDoor, address: string, tag: string | undefined): Promise<WebAnswer> {
  let url = address;
  for (let count = 0; count <= mostRedirects; count += 1) {
    const headers = { 'User-Agent': 'bulkhead', ...(tag === undefined ? {} : { 'If-None-Match': tag }) };
    const answer = await door.get({ url, headers, timeout: 3_600_000, silence: 60_000 });
    const { location } = answer.headers;
    if (![301, 302, 303, 307, 308].includes(answer.status) || location === undefined) return answer;
    answer.close();
    const next = URL.canParse(location, url) ? new URL(location, url) : undefined;
    // Whoever listens on the way must not have it sent in the clear.
    if (next === undefined || (next.protocol !== 'https:' && !(next.protocol === 'http:' && url.startsWith('http:'))))
      throw new NoAnswer('it points to an address that is not followed');
    url = next.href;
  }
  throw new NoAnswer(`it points from one address to the next more than ${mostRedirects} times`);
}

function close(answer: WebAnswer, result: Downloaded): Downloaded {
  answer.close();
  return result;
}
