import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import { Unreadable } from '../model/index.ts';
import { isSystemError, reasonOfError } from './read.ts';

export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

export interface Limits {
  /** Milliseconds for the whole answer. */
  readonly timeout: number;
  /** Bytes. */
  readonly most: number;
}

export const usualLimits: Limits = { timeout: 10_000, most: 16 * 1024 * 1024 };

/** Nothing is there to talk to: no socket, or nobody behind it. */
export class NobodyThere extends Unreadable {}

/**
 * One GET over a unix socket (unix:///path) or a TCP port of this machine (tcp://127.0.0.1:2375). Redirects are not followed.
 * Throws NobodyThere or Unreadable, whose messages are one line: what answers must neither hang nor fill the memory.
 */
export async function ask(url: string, path: string, limits: Limits = usualLimits): Promise<Answer> {
  const where = whereOf(url);
  const { request } = await import('node:http');
  const { status, headers, bytes } = await new Promise<Whole>((resolve, reject) => {
    const sent = request({ ...where, path, method: 'GET', headers: { Host: 'localhost', Accept: 'application/json' } });
    watch(sent, limits, resolve, reject);
    sent.end();
  });
  if (status >= 300 && status < 400) throw new Unreadable(`it answers with a redirect (${status}), which no engine does`);
  return { status, headers, text: new TextDecoder('utf-8').decode(bytes) };
}

type Whole = Omit<Answer, 'text'> & { readonly bytes: Buffer };

/** Throws Unreadable for a place that is not asked. */
export function whereOf(url: string): RequestOptions {
  const unix = /^unix:\/\/(\/.+)$/.exec(url)?.[1];
  if (unix !== undefined) return { socketPath: unix };
  const [, host, port] = /^(?:tcp|http):\/\/(\[::1\]|127(?:\.\d{1,3}){3}|localhost)(?::(\d{1,5}))?\/?$/.exec(url) ?? [];
  if (host === undefined)
    throw new Unreadable(
      'only unix:///PATH and tcp://127.0.0.1:PORT are asked: run bulkhead where the engine runs, or send its answer: docker inspect NAME | bulkhead check -',
    );
  return { host: host.replace(/^\[|\]$/g, ''), port: port ?? '2375' };
}

function watch(sent: ClientRequest, { timeout, most }: Limits, resolve: (whole: Whole) => void, reject: (reason: unknown) => void): void {
  const fail = (error: unknown): void => {
    clearTimeout(timer);
    sent.destroy();
    reject(explained(error));
  };
  const timer = setTimeout(() => fail(new Unreadable(`it gives no whole answer within ${timeout / 1000} s`)), timeout);
  sent.on('error', fail);
  sent.on('response', (answer: IncomingMessage) => {
    const chunks: Buffer[] = [];
    let length = 0;
    answer.on('error', fail);
    answer.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > most) fail(new Unreadable(`its answer is longer than ${most / 1048576} MiB`));
    });
    answer.on('end', () => {
      clearTimeout(timer);
      if (answer.complete) resolve({ status: answer.statusCode ?? 0, headers: answer.headers, bytes: Buffer.concat(chunks) });
      else fail(new Unreadable('its answer breaks off'));
    });
  });
}

/** One line from what the network says; mistakes of ours are thrown on. */
export function explained(error: unknown): unknown {
  if (error instanceof Unreadable) return error;
  const code = (error as { code?: unknown }).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') return new NobodyThere('there is no such socket');
  if (code === 'ECONNREFUSED') return new NobodyThere('nobody listens there');
  if (code === 'EACCES' || code === 'EPERM')
    return new Unreadable('permission to use it is denied: run bulkhead as a user who may use the engine');
  if (code === 'ECONNRESET' || code === 'EPIPE') return new Unreadable('it ends the connection without an answer');
  if (typeof code === 'string' && code.startsWith('HPE_')) return new Unreadable('what it answers is no HTTP');
  return isSystemError(error) ? new Unreadable(reasonOfError(error)) : error;
}
