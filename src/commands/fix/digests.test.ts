import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { localDigests, pinned } from './digests.ts';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-digests-'));
const servers: Server[] = [];
afterAll(async () => {
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  rmSync(folder, { recursive: true, force: true });
});

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const nobody = `unix://${folder}/nobody.sock`;
const asked: string[] = [];

/** An engine that has these images, by the name that it is asked for. */
async function engine(kind: 'docker' | 'podman', images: Readonly<Record<string, unknown>>): Promise<string> {
  const socket = join(folder, `${servers.length}.sock`);
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    if (kind === 'docker') response.setHeader('Server', 'Docker/28.2.2 (linux)');
    else response.setHeader('Libpod-API-Version', '5.4.0');
    const name = /^(?:\/v5\.4\.0\/libpod)?\/images\/(.+)\/json$/.exec(url)?.[1];
    const image = name === undefined ? undefined : images[name];
    if (url === '/_ping') response.end('OK');
    else if (image !== undefined) response.end(typeof image === 'string' ? image : JSON.stringify(image));
    else response.writeHead(404).end('{"message": "no such image"}');
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return `unix://${socket}`;
}

const by = (docker: string, podman: string) => ({ home: folder, env: { DOCKER_HOST: docker, CONTAINER_HOST: podman } });

it.each<[string, 'docker' | 'podman', string, unknown, string | undefined]>([
  ['of Docker', 'docker', 'nginx:1.27', { RepoDigests: [`nginx@${digest('a')}`] }, digest('a')],
  ['of another registry', 'docker', 'ghcr.io/acme/web:1', { RepoDigests: [`ghcr.io/acme/web@${digest('a')}`] }, digest('a')],
  [
    'of the same repository only',
    'docker',
    'nginx:1.27',
    { RepoDigests: [`acme/nginx@${digest('a')}`, `nginx@${digest('b')}`] },
    digest('b'),
  ],
  [
    'of all platforms',
    'podman',
    'nginx:1.27',
    { Digest: digest('a'), RepoDigests: [`docker.io/library/nginx@${digest('a')}`, `docker.io/library/nginx@${digest('b')}`] },
    digest('b'),
  ],
  [
    'of Podman, one alone',
    'podman',
    'nginx:1.27',
    { Digest: digest('a'), RepoDigests: [`docker.io/library/nginx@${digest('a')}`] },
    digest('a'),
  ],
  ['not certain which', 'docker', 'nginx:1.27', { RepoDigests: [`nginx@${digest('a')}`, `nginx@${digest('b')}`] }, undefined],
  ['of what was built here', 'docker', 'nginx:1.27', { RepoDigests: [] }, undefined],
  ['that is none', 'docker', 'nginx:1.27', { RepoDigests: ['nginx@sha256:zz', 7, null] }, undefined],
  ['in an answer that is none', 'docker', 'nginx:1.27', '<html>', undefined],
])('a digest %s', async (_, kind, name, image, expected) => {
  const url = await engine(kind, { [name]: image });
  expect(await localDigests(kind === 'docker' ? by(url, nobody) : by(nobody, url))(name)).toBe(expected);
});

it('nobody is there', async () => {
  expect(await localDigests(by(nobody, nobody))('nginx:1.27')).toBeUndefined();
});

it.each(['../info', 'a b', 'a/../../info', '-x', '', 'nginx?x=1', 'a'.repeat(400)])('%s is asked of nobody', async (name) => {
  const url = await engine('docker', {});
  asked.length = 0;
  expect(await localDigests(by(url, nobody))(name)).toBeUndefined();
  expect(asked).toEqual([]);
});

it('asks once for each image', async () => {
  const digestOf = localDigests(by(await engine('docker', { 'nginx:1.27': { RepoDigests: [`nginx@${digest('a')}`] } }), nobody));
  asked.length = 0;
  await Promise.all([digestOf('nginx:1.27'), digestOf('nginx:1.27')]);
  await digestOf('nginx:1.27');
  expect(asked).toEqual(['/_ping', '/images/nginx:1.27/json']);
});

it('fills in what a remedy leaves open', async () => {
  const digestOf = async (reference: string): Promise<string | undefined> => (reference.startsWith('nginx:') ? digest('c') : undefined);
  const image = async (to: string) => (await pinned([{ set: 'image.reference', to }], digestOf)).patch;
  expect(await image('nginx:TAG@DIGEST')).toEqual([{ set: 'image.reference', to: `nginx:latest@${digest('c')}` }]);
  expect(await image('nginx:1.27@DIGEST')).toEqual([{ set: 'image.reference', to: `nginx:1.27@${digest('c')}` }]);
  expect(await image('other:TAG@DIGEST')).toEqual([{ set: 'image.reference', to: 'other:TAG@DIGEST' }]);
  expect(await pinned([{ set: 'privileged', to: false }], digestOf)).toEqual({ patch: [{ set: 'privileged', to: false }] });
});
