import type { ClientRequest, IncomingMessage } from 'node:http';
import type { SecureContextOptions } from 'node:tls';
import { NoAnswer, Unreadable, type WebAnswer, type WebDoor, type WebRequest } from '../model/index.ts';
import { sha256 } from './digest.ts';
import { type Patience, patiently } from './patience.ts';
import { isSystemError, reasonOfError } from './read.ts';
import { unreachable } from './unreachable.ts';

/** What holds for one server besides what holds for all, in PEM. */
export interface Trust {
  /** Whose certificates are believed too. */
  readonly authorities: readonly string[];
  /** What we show of ourselves. */
  readonly certificate?: string;
  readonly key?: string;
}

/** By a server's host, with its port where it is said. */
type TrustOf = (host: string) => Trust | undefined;

/** The network as it is. A proxy of the environment is not used; certificates are checked. */
export const webDoor = (trustOf: TrustOf = () => undefined): WebDoor => ({ get: (asked) => get(asked, trustOf), sha256 });

async function get(asked: WebRequest, trustOf: TrustOf): Promise<WebAnswer> {
  const { url, timeout, silence = timeout, form } = asked;
  const secure = url.startsWith('https:');
  const { request } = secure ? await import('node:https') : await import('node:http');
  const options = secure ? { rejectUnauthorized: asked.unchecked !== true, ...(await withTrust(trustOf(new URL(url).host))) } : {};
  // A connection of its own, so that nothing stays open behind the answer.
  const sending = (): ClientRequest =>
    request(url, {
      method: form === undefined ? 'GET' : 'POST',
      headers: { ...asked.headers, ...(form === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' }) },
      agent: false,
      ...options,
    });
  return new Promise((resolve, reject) => {
    const sent = begun(sending);
    const first = Math.min(timeout, silence);
    const started = performance.now();
    const late = new NoAnswer(`it gives no whole answer within ${first / 1000} s`);
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      sent.destroy(late);
    }, first);
    sent.on('error', (error) => {
      clearTimeout(timer);
      reject(isLate ? late : explained(error));
    });
    sent.on('response', (answer) => {
      clearTimeout(timer);
      // Whoever reads the body gets the error; it must not end the process where nobody does.
      answer.on('error', () => {});
      const whole = Math.max(1, timeout - (performance.now() - started));
      const body = bodyOf(answer, { silence, whole }, timeout);
      resolve({ status: answer.statusCode ?? 0, headers: joined(answer), body, close: () => void sent.destroy() });
    });
    sent.end(form === undefined ? undefined : new URLSearchParams({ ...form }).toString());
  });
}

/** What stands in certs.d is looked at before anything is sent. */
function begun(sending: () => ClientRequest): ClientRequest {
  try {
    return sending();
  } catch (error) {
    const { code } = (error ?? {}) as { readonly code?: unknown };
    throw typeof code === 'string' && code.startsWith('ERR_OSSL_')
      ? new NoAnswer('what certs.d has for it is no certificate, or no key of it')
      : error;
  }
}

async function withTrust(trust: Trust | undefined): Promise<SecureContextOptions> {
  if (trust === undefined) return {};
  const { authorities, certificate, key } = trust;
  const { rootCertificates } = await import('node:tls');
  return {
    ...(authorities.length === 0 ? {} : { ca: [...rootCertificates, ...authorities] }),
    ...(certificate === undefined || key === undefined ? {} : { cert: certificate, key }),
  };
}

async function* bodyOf(answer: IncomingMessage, patience: Patience, timeout: number): AsyncGenerator<Uint8Array> {
  try {
    yield* patiently(answer, patience, (clause) =>
      patience.silence === timeout ? new NoAnswer(`it gives no whole answer within ${timeout / 1000} s`) : new NoAnswer(clause),
    );
  } catch (error) {
    throw explained(error);
  }
  if (!answer.complete) throw new NoAnswer('it breaks off');
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
