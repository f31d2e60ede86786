import type { ClientRequest, IncomingMessage } from 'node:http';
import type { RequestOptions } from 'node:https';
import { Unreadable } from '../model/index.ts';
import { isSystemError, readText, reasonOfError } from './read.ts';

export interface ServerQuestion {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** A file with the certificates that are believed, in place of the system's. */
  readonly authority?: string;
}

/** For the whole answer. */
const patience = 10_000;
/** Bytes. */
const most = 1024 * 1024;

/** One question over HTTP or HTTPS, without redirects. Throws Unreadable, one line that holds nothing of what was sent. */
export async function askServer({
  method,
  url,
  headers,
  body,
  authority,
}: ServerQuestion): Promise<{ readonly status: number; readonly text: string }> {
  const secure = url.protocol === 'https:';
  const { request } = secure ? await import('node:https') : await import('node:http');
  const options: RequestOptions = {
    method,
    headers: {
      ...headers,
      ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
    },
    ...(secure && authority !== undefined ? { ca: readText(authority) } : {}),
  };
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      clearTimeout(timer);
      asked.destroy();
      reject(new Unreadable(`${url.origin}: ${why}`));
    };
    const timer = setTimeout(() => fail(`no whole answer within ${patience / 1000} s`), patience);
    const asked: ClientRequest = request(url, options, (response) => receive(response, { fail, done: (answer) => done(answer) }));
    const done = (answer: { status: number; text: string }): void => {
      clearTimeout(timer);
      resolve(answer);
    };
    asked.on('error', (error) => fail(isSystemError(error) ? reasonOfError(error) : 'the connection was not made as it should be'));
    asked.end(body);
  });
}

interface Ends {
  readonly fail: (why: string) => void;
  readonly done: (answer: { status: number; text: string }) => void;
}

function receive(response: IncomingMessage, { fail, done }: Ends): void {
  const chunks: Buffer[] = [];
  let length = 0;
  response.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > most) fail(`the answer is larger than ${most / 1024 / 1024} MiB`);
    else chunks.push(chunk);
  });
  response.on('error', () => fail('the answer broke off'));
  response.on('end', () => done({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }));
}
