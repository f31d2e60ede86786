import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { ask, NobodyThere } from './engine-api.ts';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-api-'));
const path = join(folder, 'engine.sock');
let server: Server | undefined;

afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(async () => {
  await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
  server = undefined;
  rmSync(path, { force: true });
});

/** Whoever connects is answered like that, whatever they ask. */
const answering = (answer: (socket: Socket) => void): Promise<void> =>
  new Promise((resolve) => {
    server = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => answer(socket));
    });
    server.listen(path, resolve);
  });

const limits = { timeout: 300, most: 10_000 };
const said = (text: string) => (socket: Socket) => socket.end(text);
const endless = (socket: Socket): void => {
  socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
  const timer = setInterval(() => socket.write(`3e8\r\n${'x'.repeat(1000)}\r\n`), 1);
  socket.on('close', () => clearInterval(timer));
};

describe('what answers is not trusted', () => {
  it.each<[string, (socket: Socket) => void, RegExp]>([
    ['nothing at all', () => {}, /no whole answer within 0.3 s/],
    ['headers, then nothing', (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n'), /no whole answer/],
    ['no end', endless, /longer than|no whole answer/],
    ['too much at once', said(`HTTP/1.1 200 OK\r\nContent-Length: 20000\r\n\r\n${'x'.repeat(20_000)}`), /longer than/],
    ['no HTTP', said('SSH-2.0-OpenSSH_9.2\r\n'), /no HTTP/],
    ['an end without an answer', (socket) => socket.destroy(), /ends the connection without an answer/],
    ['half an answer', said('HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"a":'), /breaks off|ends the connection/],
    ['a redirect', said('HTTP/1.1 302 Found\r\nLocation: http://example.com/\r\nContent-Length: 0\r\n\r\n'), /redirect \(302\)/],
    ['endless headers', said(`HTTP/1.1 200 OK\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`), /no HTTP/],
  ])('%s', async (_name, answer, message) => {
    await answering(answer);
    await expect(ask(`unix://${path}`, '/', limits)).rejects.toThrow(message);
    await expect(ask(`unix://${path}`, '/', limits)).rejects.toHaveProperty('name', 'Unreadable');
  });
});

it('gives status, headers and text', async () => {
  await answering(said('HTTP/1.1 404 Not Found\r\nLibpod-API-Version: 5.0.0\r\nContent-Length: 2\r\n\r\n{}'));
  expect(await ask(`unix://${path}`, '/', limits)).toMatchObject({ status: 404, text: '{}', headers: { 'libpod-api-version': '5.0.0' } });
});

it('tells nobody there from somebody who refuses', async () => {
  await expect(ask(`unix://${folder}/none.sock`, '/')).rejects.toBeInstanceOf(NobodyThere);
  await expect(ask('tcp://127.0.0.1:1', '/')).rejects.toBeInstanceOf(NobodyThere);
  writeFileSync(join(folder, 'file'), '');
  await expect(ask(`unix://${folder}/file`, '/')).rejects.toBeInstanceOf(NobodyThere);
});

it.each(['tcp://192.0.2.1:2375', 'ssh://root@host', 'http://example.com', 'unix://relative', 'tcp://127.0.0.1.example.com:80', ''])(
  '%s is not asked',
  (url) => expect(ask(url, '/')).rejects.toThrow(/only unix:\/\/\/PATH and tcp:\/\/127.0.0.1:PORT are asked/),
);
