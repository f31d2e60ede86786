import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { askServer } from './ask-server.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serving(answer: RequestListener): Promise<URL> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/x`);
}

const limits = { timeout: 500, most: 1000 };
const question = (url: URL) => ({ method: 'POST', url, headers: { 'x-vault-token': 'K4ngaroo99' }, body: '{"a":1}' }) as const;

it('sends what it is given, and answers status and text', async () => {
  const url = await serving((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => response.writeHead(403).end(`${request.method} ${request.url} ${request.headers['x-vault-token']} ${body}`));
  });
  expect(await askServer(question(url), { ...limits, timeout: 10_000 })).toEqual({ status: 403, text: 'POST /v1/x K4ngaroo99 {"a":1}' });
});

it('does not follow', async () => {
  const url = await serving((_, response) => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end());
  expect(await askServer(question(url), { ...limits, timeout: 10_000 })).toMatchObject({ status: 307 });
});

it.each<[string, RequestListener, RegExp]>([
  ['silence', () => {}, /no whole answer within 0.5 s/],
  ['half an answer', (_, response) => void response.write('{'), /no whole answer within 0.5 s/],
  ['too much', (_, response) => void response.end('x'.repeat(5000)), /larger than 1000 bytes/],
  [
    'breaking off',
    (_, response) => void response.writeHead(200, { 'content-length': 9 }).write('x', () => response.destroy()),
    /broke off|closed|reset/,
  ],
])('%s', async (_name, answer, message) => {
  const url = await serving(answer);
  const failing = askServer(question(url), _name === 'silence' || _name === 'half an answer' ? limits : { ...limits, timeout: 20_000 });
  await expect(failing).rejects.toThrow(message);
  await expect(failing).rejects.not.toThrow(/K4ngaroo99/);
});

it('nobody there', async () => {
  await expect(askServer(question(new URL('http://127.0.0.1:1/')), { ...limits, timeout: 20_000 })).rejects.toThrow(
    /^http:\/\/127.0.0.1:1: nobody listens there$/,
  );
});

it('a token that no header may have is not sent, and not quoted', async () => {
  const url = await serving((_, response) => response.end('{}'));
  const failing = askServer({ method: 'GET', url, headers: { 'x-vault-token': 'K4ngaroo99\nx: y' } }, { ...limits, timeout: 20_000 });
  await expect(failing).rejects.toThrow(/no header may have/);
  await expect(failing).rejects.not.toThrow(/K4ngaroo99/);
});

const openssl = spawnSync('openssl', ['version']).status === 0;

describe.skipIf(!openssl)(openssl ? 'over TLS' : 'over TLS: skipped, no openssl', () => {
  let folder = '';
  let port = 0;
  let server: SecureServer;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bulkhead-tls-'));
    const own = [
      '-keyout',
      join(folder, 'key'),
      '-out',
      join(folder, 'pem'),
      '-subj',
      '/CN=test',
      '-addext',
      'subjectAltName=IP:127.0.0.1',
    ];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', ...own], {
      stdio: 'ignore',
    });
    const [key, cert] = ['key', 'pem'].map((name) => readFileSync(join(folder, name)));
    server = createSecureServer({ key, cert }, (_, response) => response.end('{}'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });
  const asking = (host: string, more: object = {}) =>
    askServer({ ...question(new URL(`https://${host}:${port}/`)), ...more }, { ...limits, timeout: 20_000 });

  it('whom the file of certificates names is believed', async () =>
    expect(await asking('127.0.0.1', { authority: join(folder, 'pem') })).toEqual({ status: 200, text: '{}' }));

  it.each<[string, string, object]>([
    ['nobody knows', '127.0.0.1', {}],
    ['has another name', 'localhost', { authority: 'pem' }],
  ])('whom %s is not, whatever the environment says', async (_, host, more) => {
    const authority = 'authority' in more ? { authority: join(folder, 'pem') } : {};
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    const failing = asking(host, authority).finally(() => delete process.env.NODE_TLS_REJECT_UNAUTHORIZED);
    await expect(failing).rejects.toThrow(/certificate is not believed/);
  });

  it('a file that holds no certificates is no answer', async () => {
    await expect(asking('127.0.0.1', { authority: join(folder, 'key') })).rejects.toThrow(/not believed|not made as it should/);
  });
});
