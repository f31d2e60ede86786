import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type Built, layerOf, layoutOf, savedOf } from '../../../test/support/image.ts';
import { digestOf, tarOf } from '../../../test/support/tar.ts';
import { NobodyThere } from '../../host/engine-api.ts';
import { unpack } from '../../host/unpack.ts';
import { Unreadable } from '../../model/index.ts';
import { engineImage } from './engine.ts';
import { findImage } from './find.ts';
import type { LayerRead, LayerScanner } from './reading.ts';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-image-engines-'));
const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const layers = await Promise.all(['one', 'two'].map((text) => layerOf([{ name: text, text: text.repeat(100_000) }])));
const image: Built = { layers };
const saved = await tarOf(savedOf(image));
const diffIds = layers.map((layer) => `sha256:${digestOf(layer)}`);
const id = 'c'.repeat(64);
const inspect = {
  Id: `sha256:${id}`,
  Os: 'linux',
  Architecture: 'amd64',
  Config: { User: '1' },
  RootFS: { Type: 'layers', Layers: diffIds },
};
const history = [
  { CreatedBy: '/bin/sh -c #(nop)  CMD ["x"]', Size: 0 },
  { CreatedBy: 'COPY b', Size: 3 },
  { CreatedBy: 'COPY a', Size: 3 },
];

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** An engine that has one image; `save` sends its export. */
async function engine(save: Answer, { kind = 'docker', name = 'web:1', info = inspect as object } = {}) {
  const socket = join(folder, `${Math.random()}.sock`);
  const asked: string[] = [];
  const base = kind === 'docker' ? '' : '/v4.3.1/libpod';
  const server = createServer((request, response) => {
    const url = decodeURIComponent(request.url ?? '');
    asked.push(url);
    if (kind === 'docker') response.setHeader('Server', 'Docker/20.10.24 (linux)');
    else response.setHeader('Libpod-API-Version', '4.3.1');
    if (url === '/_ping') response.end('OK');
    else if (url === `${base}/images/${name}/json`) response.end(JSON.stringify(info));
    else if (url === `${base}/images/${name}/history`) response.end(JSON.stringify(history));
    else if (url.startsWith(`${base}/images/${id}/get`)) save(response, request);
    else response.writeHead(404).end('{"message": "no such image"}');
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return { url: `unix://${socket}`, asked };
}

const scannerOf = (known: readonly string[], count: () => void): LayerScanner => ({
  known: (diffId) => (known.includes(diffId) ? wholeOf(diffId.slice(7)) : undefined),
  async read(content) {
    if ('file' in content) throw new Error('no file');
    count();
    try {
      return wholeOf((await unpack(content, () => {})).plain);
    } catch (error) {
      if (error instanceof Unreadable) return { problem: error.message };
      throw error;
    }
  },
});

const wholeOf = (plain: string) => ({ plain }) as unknown as LayerRead;
/** Who waits in vain need not wait long. */
const short = { first: 1000, silence: 1000 };

async function read(save: Answer, known: readonly string[] = [], options: Parameters<typeof engine>[1] = {}, patience?: typeof short) {
  const { url, asked } = await engine(save, options);
  const found = await engineImage({ engine: 'docker', url }, options.name ?? 'web:1', patience);
  let fetched = 0;
  const result = await found?.read(scannerOf(known, () => fetched++));
  const [only] = result?.images ?? [];
  const read = (only?.layers ?? []).map((name) => {
    const layer = result?.layer(name);
    return layer !== undefined && 'plain' in layer ? `sha256:${layer.plain}` : layer?.problem;
  });
  return { read, fetched, exported: asked.filter((path) => path.includes('/get')) };
}

const whole: Answer = (response) => response.end(saved);

describe('an image of an engine', () => {
  it('is read as it is exported, by its id', async () => {
    expect(await read(whole)).toEqual({ read: diffIds, fetched: 2, exported: [`/images/${id}/get`] });
  });

  it('is not exported where all of its layers are remembered', async () => {
    expect(await read(whole, diffIds)).toEqual({ read: diffIds, fetched: 0, exported: [] });
    expect((await read(whole, diffIds.slice(1))).exported).toHaveLength(1);
  });

  it('of Docker 25 and later, whose export is an OCI layout too, in any order', async () => {
    const items = [...layoutOf(image)].reverse();
    const [manifest] = savedOf(image).slice(-1);
    const config = items.find(({ text }) => text?.includes('"rootfs"'));
    const both = JSON.stringify([
      { Config: config?.name, RepoTags: null, Layers: layers.map((layer) => `blobs/sha256/${digestOf(layer)}`) },
    ]);
    const tar = await tarOf([...items, { ...manifest, name: 'manifest.json', text: both }]);
    expect((await read((response) => response.end(tar))).read).toEqual(diffIds);
    // Its layers are not packed, so that those that are known go by.
    const { read: again, fetched } = await read((response) => response.end(tar), diffIds.slice(1));
    expect([again, fetched]).toEqual([diffIds, 1]);
  });

  it('is exported where its history cannot be told', async () => {
    const three = { ...inspect, RootFS: { Type: 'layers', Layers: [...diffIds, ...diffIds, ...diffIds] } };
    expect((await read(whole, diffIds, { info: three })).exported).toHaveLength(1);
  });

  it('of Podman, in whose words the history is complete', async () => {
    const options = { kind: 'podman', info: { ...inspect, Id: id, History: [{ created_by: 'COPY a' }, { created_by: 'COPY b' }] } };
    expect(await read(whole, [], options)).toEqual({
      read: diffIds,
      fetched: 2,
      exported: [`/v4.3.1/libpod/images/${id}/get?format=docker-archive`],
    });
    expect((await read(whole, diffIds, options)).exported).toEqual([]);
  });

  it('by a name with a registry and a digest', async () => {
    const name = `ghcr.io/a/b@sha256:${'a'.repeat(64)}`;
    expect((await read(whole, [], { name })).read).toEqual(diffIds);
  });

  it('of another name is not there', async () => {
    const { url } = await engine(whole);
    expect(await engineImage({ engine: 'docker', url }, 'other')).toBeUndefined();
  });
});

describe('an engine that does not do as it should: one line', () => {
  it.each<[string, Answer, RegExp]>([
    ['hangs', () => {}, /^it says nothing for 1 s$/],
    ['goes silent', (response) => void response.writeHead(200).write(saved.subarray(0, 1000)), /^it says nothing for 1 s$/],
    [
      'breaks off',
      (response) => void response.writeHead(200).write(saved.subarray(0, 300_000), () => response.destroy()),
      /^its answer breaks off$/,
    ],
    [
      'says why not',
      (response) => response.writeHead(500).end('{"message": "no space\\nleft"}'),
      /^it answers with an error \(500\): no space.left$/,
    ],
    ['sends no tar file', (response) => response.end('x'.repeat(5000)), /^it is no tar file, or a damaged one$/],
    ['sends nothing', (response) => response.end(), /^it is no image: it has neither manifest\.json/],
  ])('%s', async (name, save, message) => {
    await expect(read(save, [], {}, /hangs|silent/.test(name) ? short : undefined)).rejects.toThrow(message);
  });

  it.each([{ Id: 'x' }, { ...inspect, RootFS: { Layers: ['../x'] } }, []])('says what is not understood: %j', async (info) => {
    await expect(read(whole, [], { info })).rejects.toThrow('what it says of the image is not understood');
  });

  it('is nobody', async () => {
    await expect(engineImage({ engine: 'docker', url: `unix://${folder}/nobody` }, 'web:1')).rejects.toBeInstanceOf(NobodyThere);
  });
});

describe('where it is looked for', () => {
  const nobody = `unix://${folder}/nobody`;
  const by = (env: Record<string, string>) => ({
    home: folder,
    env: { DOCKER_HOST: nobody, CONTAINER_HOST: nobody, CONTAINERS_REGISTRIES_CONF: `${folder}/none`, ...env },
  });

  it('Docker first, then Podman', async () => {
    const [docker, podman] = [await engine(whole), await engine(whole, { kind: 'podman' })];
    const both = by({ DOCKER_HOST: docker.url, CONTAINER_HOST: podman.url });
    expect((await findImage('web:1', {}, both)).image.where).toBe(`Docker (${docker.url})`);
    expect((await findImage('web:1', { from: 'podman' }, both)).image.where).toBe(`Podman (${podman.url})`);
    expect((await findImage('web:1', { platform: { os: 'linux', architecture: 'amd64' } }, both)).failed).toEqual([]);
  });

  it('who has it for another platform, or fails, is told and passed over', async () => {
    const [docker, podman] = [
      await engine(whole, { info: { ...inspect, Architecture: 's390x' } }),
      await engine(whole, { kind: 'podman', info: { ...inspect, Id: id } }),
    ];
    const both = by({ DOCKER_HOST: docker.url, CONTAINER_HOST: podman.url });
    const { image, failed } = await findImage('web:1', { platform: { os: 'linux', architecture: 'amd64' } }, both);
    expect([image.where, failed]).toEqual([`Podman (${podman.url})`, [`Docker (${docker.url}) has it for linux/s390x`]]);
  });

  it.each<[string, Parameters<typeof findImage>[1], RegExp]>([
    ['nowhere:1', { from: 'docker' }, /^the image is not to be had: unix:\S+ \(DOCKER_HOST\): there is no such socket$/],
    [`sha256:${id}`, { from: 'registry' }, /^the image is not to be had: no registry is asked for an id$/],
    ['web:1', { store: folder }, /it is no store of Podman that can be read/],
    ['web:1', { store: folder, from: 'docker' }, /--store is a store of Podman/],
    ['../etc', {}, /^"\.\.\/etc" is no name of an image$/],
    ['-x', {}, /is no name of an image/],
    ['a b', {}, /is no name of an image/],
    ['a?b', {}, /is no name of an image/],
    ['', {}, /is no name of an image/],
  ])('%s: nowhere', async (reference, choice, message) => {
    await expect(findImage(reference, choice, by({}))).rejects.toThrow(message);
  });
});
