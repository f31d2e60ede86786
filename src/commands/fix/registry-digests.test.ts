import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { registryDigests } from './registry-digests.ts';

type Answer = (request: IncomingMessage, response: ServerResponse, base: string) => void;

const manifest = JSON.stringify({ schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests: [] });
const digestOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const digest = digestOf(manifest);

const servers: Server[] = [];
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-logins-'));
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(join(folder, 'config.json'), { force: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every request that came in: "PATH AUTHORIZATION". */
const asked: string[] = [];

async function registry(answer: Answer): Promise<string> {
  const server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.authorization ?? '-'}`);
    response.on('error', () => {});
    answer(request, response, `127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  asked.length = 0;
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const login = (host: string): void =>
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: { [host]: { auth: 'bWU6c2VjcmV0' } } }));

const ask = (reference: string, timeout = 500): Promise<unknown> =>
  registryDigests(async () => undefined, { home: folder, env: { DOCKER_CONFIG: folder } }, timeout)(reference);

const said =
  (text: string, headers: Record<string, string> = {}, status = 200): Answer =>
  (_, response) =>
    void response.writeHead(status, headers).end(text);

it.each<[string, Answer]>([
  ['says the digest', said(manifest, { 'Docker-Content-Digest': digest })],
  ['says none', said(manifest)],
  ['says another kind of digest', said(manifest, { 'Docker-Content-Digest': `sha512:${'a'.repeat(128)}` })],
  [
    'redirects',
    (request, response, base) =>
      request.url?.startsWith('/v2/')
        ? response.writeHead(307, { Location: `http://${base}/store` }).end()
        : said(manifest)(request, response, base),
  ],
])('a registry that %s', async (_, answer) => {
  expect(await ask(`${await registry(answer)}/acme/web:1`)).toBe(digest);
});

it('asks for indexes and manifests of both kinds, below its repository', async () => {
  let accept: string | undefined;
  const host = await registry((request, response) => {
    accept = request.headers.accept;
    response.end(manifest);
  });
  await ask(`${host}/acme/web:1`);
  expect(asked).toEqual(['/v2/acme/web/manifests/1 -']);
  expect(accept?.split(', ')).toEqual([
    'application/vnd.oci.image.index.v1+json',
    'application/vnd.docker.distribution.manifest.list.v2+json',
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.v2+json',
  ]);
});

const tokens =
  (token: string, realm = (base: string) => `http://${base}/token`): Answer =>
  (request, response, base) => {
    if (request.url?.startsWith('/token')) response.end(JSON.stringify({ token }));
    else if (request.headers.authorization === 'Bearer good') response.end(manifest);
    else
      response.writeHead(401, { 'WWW-Authenticate': `Bearer realm="${realm(base)}",service="here",scope="repository:other:push"` }).end();
  };

it('gets a token, asks only for what it needs, and keeps it', async () => {
  const host = await registry(tokens('good'));
  const digests = registryDigests(async () => undefined, { home: folder, env: {} }, 500);
  expect([await digests(`${host}/acme/web:1`), await digests(`${host}/acme/web:2`)]).toEqual([digest, digest]);
  expect(asked).toEqual([
    '/v2/acme/web/manifests/1 -',
    '/token?service=here&scope=repository%3Aacme%2Fweb%3Apull -',
    '/v2/acme/web/manifests/1 Bearer good',
    '/v2/acme/web/manifests/2 Bearer good',
  ]);
});

it('tells the token service who asks, where somebody logged in', async () => {
  const host = await registry(tokens('good'));
  login(host);
  expect(await ask(`${host}/acme/web:1`)).toBe(digest);
  expect(asked[1]).toMatch(/^\/token\S+ Basic bWU6c2VjcmV0$/);
});

it('gives a password where one is asked for', async () => {
  const host = await registry((request, response) =>
    request.headers.authorization === 'Basic bWU6c2VjcmV0'
      ? response.end(manifest)
      : response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"' }).end(),
  );
  login(host);
  expect(await ask(`${host}/acme/web:1`)).toBe(digest);
});

it('tells nobody else who asks: neither whom it is redirected to, nor another service for tokens', async () => {
  const seen: (string | undefined)[] = [];
  const other = await registry((request, response) => {
    seen.push(request.headers.authorization);
    if (request.url?.startsWith('/token')) response.end('{"token": "good"}');
    else response.end(manifest);
  });
  const host = await registry((request, response) => {
    const realm = `http://localhost:${other.split(':')[1]}/token`;
    if (request.headers.authorization === undefined) response.writeHead(401, { 'WWW-Authenticate': `Bearer realm="${realm}"` }).end();
    else response.writeHead(302, { Location: `http://${other}/store` }).end();
  });
  login(host);
  expect(await ask(`${host}/acme/web:1`)).toBe(digest);
  expect(seen).toEqual([undefined, undefined]);
});

const endless: Answer = (_, response) => {
  response.writeHead(200);
  const more = (): void => {
    while (response.writable && response.write('x'.repeat(65_536)));
    response.once('drain', more);
  };
  more();
};

it.each<[string, Answer, string]>([
  ['never answers', () => {}, 'it gives no whole answer within 0.5 s'],
  [
    'stops in the middle',
    (_, response) => void response.writeHead(200, { 'Content-Length': '50' }).write('{'),
    'it gives no whole answer within 0.5 s',
  ],
  [
    'breaks off in the middle',
    (_, response) => void response.writeHead(200, { 'Content-Length': '50' }).write('{', () => response.destroy()),
    'it breaks off',
  ],
  ['breaks off', (request) => void request.socket.destroy(), 'it breaks off'],
  ['speaks no HTTP', (request) => void request.socket.end('SSH-2.0-OpenSSH_9.2\r\n'), 'what it answers is no HTTP'],
  [
    'lies about the digest',
    said(manifest, { 'Docker-Content-Digest': digestOf('x') }),
    'the digest that it names is not that of what it sends: it lies, or something between changes its answers',
  ],
  [
    'says a digest that is none',
    said(manifest, { 'Docker-Content-Digest': '$(reboot)' }),
    'the digest that it names is not that of what it sends: it lies, or something between changes its answers',
  ],
  [
    'announces 10 GB',
    (_, response) => void response.writeHead(200, { 'Content-Length': '10000000000' }).write('x'),
    'its answer is longer than 4 MiB',
  ],
  ['sends without an end', endless, 'its answer is longer than 4 MiB'],
  ['sends HTML', said('<html>'), 'what it sends is no manifest of an image'],
  ['sends another JSON', said('{"schemaVersion": 1, "config": {}}'), 'what it sends is no manifest of an image'],
  ['sends a list', said('[]'), 'what it sends is no manifest of an image'],
  ['sends bytes', (_, response) => void response.end(Buffer.from([0xff, 0xfe, 0])), 'what it sends is no manifest of an image'],
  [
    'redirects to itself',
    (request, response) => void response.writeHead(307, { Location: request.url }).end(),
    'its redirects run in a circle',
  ],
  [
    'redirects on and on',
    (request, response) => void response.writeHead(307, { Location: `${request.url}x` }).end(),
    'it redirects more than 5 times',
  ],
  [
    'redirects to a file',
    said('', { Location: 'file:///etc/passwd' }, 302),
    'it redirects to where nothing is encrypted, or into this machine',
  ],
  [
    'redirects to where nothing is encrypted',
    said('', { Location: 'http://192.0.2.1/' }, 302),
    'it redirects to where nothing is encrypted, or into this machine',
  ],
  ['redirects with a password', said('', { Location: 'https://a:b@192.0.2.1/' }, 302), 'it redirects to nowhere that can be asked'],
  ['redirects nowhere', said('', {}, 302), 'it redirects to nowhere that can be asked'],
  ['has no such image', said('{}', {}, 404), 'it has no such image or tag'],
  ['refuses', said('{}', {}, 403), 'it does not show this to this login'],
  ['has had enough', said('{}', {}, 429), 'it was asked too often: try again later, or log in'],
  ['is broken', said('{}', {}, 503), 'it answers with status 503'],
  ['is a teapot', said('{}', {}, 418), 'it answers with status 418'],
  [
    'asks for something strange',
    said('', { 'WWW-Authenticate': 'Digest realm="x"' }, 401),
    'it wants to know who asks, in a way that is not understood',
  ],
  [
    'asks for a password',
    said('', { 'WWW-Authenticate': 'Basic realm="x"' }, 401),
    'it shows this to nobody without a login, or has no such image: docker login HOST',
  ],
  ['never takes its own tokens', tokens('bad'), 'it shows this to nobody without a login, or has no such image: docker login HOST'],
  ['gives tokens that are none', tokens('a\r\nHost: b'), 'its token service gives no token'],
  ['sends tokens for elsewhere', tokens('good', () => 'ftp://192.0.2.1/'), 'it names no token service that can be asked'],
  ['has tokens where nothing is encrypted', tokens('good', () => 'http://192.0.2.1/'), 'it names no token service that can be asked'],
])('a registry that %s', async (_, answer, message) => {
  const host = await registry(answer);
  expect(await ask(`${host}/acme/web:1`)).toEqual({ because: `its digest is not known: HOST: ${message}`.replaceAll('HOST', host) });
});

it('a registry that does not answer is asked once', async () => {
  const host = await registry(() => {});
  const digests = registryDigests(async () => undefined, { home: folder, env: {} }, 100);
  await digests(`${host}/a:1`);
  expect(await digests(`${host}/b:1`)).toEqual({ because: `its digest is not known: ${host}: it gives no whole answer within 0.1 s` });
  expect(asked).toHaveLength(1);
});

it('asks others where the registry cannot say', async () => {
  const host = await registry(said('{}', {}, 404));
  const digests = registryDigests(async (reference) => (reference.endsWith(':1') ? digest : undefined), { home: folder, env: {} }, 500);
  expect(await digests(`${host}/a:1`)).toBe(digest);
  expect(await digests('127.0.0.1:1/a:2')).toEqual({ because: 'its digest is not known: 127.0.0.1:1: nobody listens there' });
});

it('says where a login is kept that is not to be had', async () => {
  const host = await registry(said('', { 'WWW-Authenticate': 'Basic realm="x"' }, 401));
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ credHelpers: { [host]: 'nowhere' } }));
  expect(await ask(`${host}/a:1`)).toEqual({
    because: `its digest is not known: ${host}: its login is not to be had: docker-credential-nowhere, which keeps it, is not in PATH`,
  });
});
