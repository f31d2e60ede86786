import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { findContainer } from './find.ts';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-find-'));
const servers: Server[] = [];
const path = process.env.PATH;
afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve)))));
afterAll(() => {
  process.env.PATH = path;
  rmSync(folder, { recursive: true, force: true });
});
process.env.PATH = '';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let count = 0;
async function engine(answer: Answer): Promise<string> {
  const socket = join(folder, `${count++}.sock`);
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return `unix://${socket}`;
}

const inspect = (id: string) => JSON.stringify({ Id: id.repeat(64), Name: '/web', Config: {}, HostConfig: {}, State: {} });
const info = { docker: { ServerVersion: '20.10.24+dfsg1' }, podman: { version: { Version: '4.3.1' } } };

const having =
  (kind: 'docker' | 'podman', containers: Readonly<Record<string, string>>): Answer =>
  ({ url = '' }, response) => {
    if (kind === 'docker') response.setHeader('Server', 'Docker/20.10.24 (linux)');
    else response.setHeader('Libpod-API-Version', '4.3.1');
    const base = kind === 'docker' ? '' : '/v4.3.1/libpod';
    const name = /\/containers\/([^/]+)\/json$/.exec(url)?.[1];
    if (url === '/_ping') response.end('OK');
    else if (url === `${base}/info`) response.end(JSON.stringify(info[kind]));
    else if (name !== undefined && url.startsWith(`${base}/containers/`) && containers[name] !== undefined) response.end(containers[name]);
    else response.writeHead(404).end('{"message": "no such container"}');
  };

const by = (docker: string, podman: string) => ({ home: folder, env: { DOCKER_HOST: docker, CONTAINER_HOST: podman } });
const nobody = `unix://${folder}/nobody.sock`;

it('asks every engine, and finds the one that has it', async () => {
  const [docker, podman] = [await engine(having('docker', { web: inspect('a') })), await engine(having('podman', { db: inspect('b') }))];
  expect(await findContainer('web', undefined, by(docker, podman))).toMatchObject({ engine: { kind: 'docker', version: '20.10.24' } });
  expect(await findContainer('db', undefined, by(docker, podman))).toMatchObject({ engine: { kind: 'podman', version: '4.3.1' } });
  expect(await findContainer('db', undefined, by(nobody, podman))).toMatchObject({ engine: { kind: 'podman' } });
  await expect(findContainer('no', undefined, by(docker, podman))).rejects.toThrow(/^there is no container no in unix:.* or unix:/);
});

it('two of one name', async () => {
  const [docker, podman] = [await engine(having('docker', { web: inspect('a') })), await engine(having('podman', { web: inspect('b') }))];
  await expect(findContainer('web', undefined, by(docker, podman))).rejects.toThrow(
    /^web is in Docker 20.10.24 \(.*\) and Podman 4.3.1 \(.*\); say which: docker:web or podman:web$/,
  );
  expect(await findContainer('web', 'podman', by(docker, podman))).toMatchObject({ engine: { kind: 'podman' } });
});

it('Podman behind both sockets is one engine', async () => {
  const podman = await engine(having('podman', { web: inspect('b') }));
  expect(await findContainer('web', undefined, by(podman, podman))).toMatchObject({ engine: { kind: 'podman' } });
});

it('no engine: which places were tried, and how to start one', async () => {
  const nowhere = { home: folder, env: { XDG_RUNTIME_DIR: folder } };
  await expect(findContainer('web', 'podman', { ...nowhere, env: { CONTAINER_HOST: nobody } })).rejects.toThrow(
    `no engine answers: tried ${nobody} (CONTAINER_HOST) (there is no such socket), the program podman (it is not in PATH); start one: systemctl --user start podman.socket (as root without --user), or: podman system service`,
  );
});

it.each<[string, Answer, RegExp]>([
  ['an error', (_, response) => response.writeHead(500).end('{"message":"disk\\nfull"}'), /answers with an error \(500\): disk/],
  ['something else that speaks HTTP', (_, response) => response.end('<html>'), /what answers there is no container engine/],
  [
    'an inspect that is no JSON',
    (request, response) =>
      request.url === '/info' ? response.setHeader('Api-Version', '1').end('<html>') : response.setHeader('Api-Version', '1').end('{'),
    /no JSON/,
  ],
  [
    'an engine without a version',
    (_, response) => response.setHeader('Api-Version', '1').end('{"ServerVersion": 7}'),
    /does not say its version/,
  ],
])('%s', async (_name, answer, message) => {
  const error = findContainer('web', 'docker', by(await engine(answer), nobody));
  await expect(error).rejects.toThrow(message);
  await expect(error).rejects.not.toThrow(/\n/);
});

it.each(['../info', 'a/b', '-x', '', 'a b', 'x?y=1', 'a'.repeat(300)])('%s is no name', (name) =>
  expect(findContainer(name, 'docker', by(nobody, nobody))).rejects.toThrow(/is no name that an engine gives/),
);
