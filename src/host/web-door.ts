import type { IncomingMessage } from 'node:http';
import { NoAnswer, Unreadable, type WebAnswer, type WebDoor, type WebRequest } from '../model/index.ts';
import { sha256 } from './digest.ts';
import { isSystemError, reasonOfError } from './read.ts';
import { unreachable } from './unreachable.ts';

/** The network as it is. A proxy of the environment is not used; certificates are checked. */
export const webDoor = (): WebDoor => ({ get, sha256 });

async function get({ url, headers, timeout }: WebRequest): Promise<WebAnswer> {
  const { request } = url.startsWith('https:') ? await import('node:https') : await import('node:http');
  return new Promise((resolve, reject) => {
    // A connection of its own, so that nothing stays open behind the answer.
    const sent = request(url, { method: 'GET', headers, agent: false });
    const late = new NoAnswer(`it gives no whole answer within ${timeout / 1000} s`);
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      sent.destroy(late);
    }, timeout);
    // What is destroyed while its body is read says only that it was.
    const reason = (error: unknown): unknown => (isLate ? late : explained(error));
    sent.on('error', (error) => {
      clearTimeout(timer);
      reject(reason(error));
    });
    sent.on('response', (answer) => {
      answer.on('close', () => clearTimeout(timer));
      // Whoever reads the body gets the error; it must not end the process where nobody does.
      answer.on('error', () => {});
      resolve({ status: answer.statusCode ?? 0, headers: joined(answer), body: bodyOf(answer, reason), close: () => void sent.destroy() });
    });
    sent.end();
  });
}

async function* bodyOf(answer: IncomingMessage, reason: (error: unknown) => unknown): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of answer) yield chunk;
  } catch (error) {
    throw reason(error);
  }
}

function joined({ headers }: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]));
}

/** One clause from what the network says; mistakes of ours are thrown on. */
function explained(error: unknown): unknown {
  if (error instanceof Unreadable) return error;
  const { code } = (error ?? {}) as { readonly code?: unknown };
  if (typeof code !== 'string') return error;
  const known = unreachable[code];
  if (known !== undefined) return new NoAnswer(known);
  if (code.startsWith('HPE_')) return new NoAnswer('what it answers is no HTTP');
  if (code.startsWith('ERR_SSL_')) return new NoAnswer('it does not speak TLS as it should');
  return isSystemError(error) ? new NoAnswer(reasonOfError(error)) : error;
}
