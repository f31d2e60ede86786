import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
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
    /^http:\/\/127.0.0.1:1: /,
  );
});
