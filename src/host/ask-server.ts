import type { ClientRequest, IncomingMessage } from 'node:http';
import type { RequestOptions } from 'node:https';
import { Unreadable } from '../model/index.ts';
import { isSystemError, readText, reasonOfError } from './read.ts';
import { unreachable } from './unreachable.ts';

export interface ServerQuestion {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** A file with the certificates that are believed, in place of the system's. */
  readonly authority?: string;
}

export interface ServerAnswer {
  readonly status: number;
  readonly text: string;
}

/** Milliseconds for the whole answer, and bytes of it. */
const usual = { timeout: 10_000, most: 1024 * 1024 };

/** One question over HTTP or HTTPS, without redirects. Throws Unreadable, one line that holds nothing of what was sent. */
export async function askServer(question: ServerQuestion, limits = usual): Promise<ServerAnswer> {
  const { method, url, headers, body, authority } = question;
  const secure = url.protocol === 'https:';
  const { request } = secure ? await import('node:https') : await import('node:http');
  const content = body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const options: RequestOptions = {
    method,
    headers: { ...headers, ...content },
    // Whatever NODE_TLS_REJECT_UNAUTHORIZED says.
    ...(secure ? { rejectUnauthorized: true } : {}),
    ...(secure && authority !== undefined ? { ca: readText(authority) } : {}),
  };
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      clearTimeout(timer);
      asked?.destroy();
      reject(new Unreadable(`${url.origin}: ${why}`));
    };
    const timer = setTimeout(() => fail(`no whole answer within ${limits.timeout / 1000} s`), limits.timeout);
    const done = (answer: ServerAnswer): void => {
      clearTimeout(timer);
      resolve(answer);
    };
    let asked: ClientRequest | undefined;
    try {
      asked = request(url, options, (response) => receive(response, limits.most, fail, done));
      asked.on('error', (error) => fail(reasonOf(error)));
      asked.end(body);
    } catch (error) {
      fail(reasonOf(error));
    }
  });
}

/** A certificate that is not believed has a name for why: DEPTH_ZERO_SELF_SIGNED_CERT. What is refused before it is sent is not quoted. */
function reasonOf(error: unknown): string {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  if (typeof code === 'string' && /^(?:[A-Z]+_)*(?:CERT|SIGNATURE|ALTNAME)(?:_[A-Z]+)*$/.test(code))
    return `its certificate is not believed (${code})${code.includes('ALTNAME') ? '' : ': VAULT_CACERT names a file with those that are'}`;
  if (code === 'ERR_INVALID_CHAR') return 'a token or a namespace has a character that no header may have, such as a line break';
  const known = typeof code === 'string' ? unreachable[code] : undefined;
  if (known !== undefined) return known;
  return isSystemError(error) ? reasonOfError(error) : 'the connection was not made as it should be';
}

function receive(response: IncomingMessage, most: number, fail: (why: string) => void, done: (answer: ServerAnswer) => void): void {
  const chunks: Buffer[] = [];
  let length = 0;
  response.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > most) fail(`the answer is larger than ${most} bytes`);
    else chunks.push(chunk);
  });
  response.on('error', () => fail('the answer broke off'));
  response.on('end', () => done({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }));
}
