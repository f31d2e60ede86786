import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type Built, layerOf } from '../../../test/support/image.ts';
import { type Lie, lyingRegistry } from '../../../test/support/lying-registry.ts';
import { digestOf } from '../../../test/support/tar.ts';
import { unpack } from '../../host/unpack.ts';
import { Unreadable } from '../../model/index.ts';
import type { LayerRead, LayerScanner } from '../scan/reading.ts';
import { registryImage } from './registry.ts';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-registries-'));
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const base = await layerOf([{ name: 'etc/os-release', text: 'ID=debian\n' }]);
const large = await layerOf([{ name: 'large', text: Buffer.alloc(3_000_000, 'x') }]);
const image: Built = { layers: [gzipSync(base), large], plain: [base, large] };
const blobOf = (bytes: Buffer): string => `/v2/web/blobs/sha256:${digestOf(bytes)}`;
const [packed = Buffer.alloc(0)] = image.layers;

/** Reads bytes, and holds nothing of them. */
const scannerOf = (known: readonly string[] = []): LayerScanner & { readonly read: LayerScanner['read'] } => ({
  known: (diffId) => (known.includes(diffId) ? whole(diffId.slice(7), undefined, 1) : undefined),
  async read(content) {
    if ('file' in content) throw new Error('no file');
    try {
      const { plain, packed, bytes } = await unpack(content, () => {});
      return whole(plain, packed, bytes);
    } catch (error) {
      if (error instanceof Unreadable) return { problem: error.message };
      throw error;
    }
  },
});

const whole = (plain: string, packed: string | undefined, bytes: number) =>
  ({ plain, bytes, ...(packed === undefined ? {} : { packed }) }) as unknown as LayerRead;

/** What comes of the image behind `path`: a word for each layer, or why there is none. */
async function fetched(
  lie: Lie,
  {
    tag = '1',
    known = [],
    change = undefined as ((manifest: object) => object) | undefined,
    env = {} as Record<string, string>,
    platform = 'amd64',
    timeout = 10_000,
  } = {},
) {
  const registry = await lyingRegistry(image, lie, change);
  stops.push(registry.stop);
  const short = (text: string): string => text.replaceAll(registry.host, 'HOST').replace(/sha256:[0-9a-f]{12,}/g, 'DIGEST');
  const by = {
    home: folder,
    env: { DOCKER_CONFIG: folder, CONTAINERS_REGISTRIES_CONF: join(folder, 'none'), XDG_RUNTIME_DIR: folder, ...env },
  };
  try {
    const found = await registryImage(`${registry.host}/web:${tag}`, { os: 'linux', architecture: platform }, by, timeout);
    const read = await found.read(scannerOf(known));
    const [only] = read.images;
    const layers = (only?.layers ?? []).map((name) => {
      const layer = read.layer(name);
      return layer === undefined ? 'missing' : 'problem' in layer ? short(layer.problem) : layer.plain;
    });
    return { layers, asked: registry.asked.map(short), where: short(found.where) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    expect(error.message).not.toMatch(/\n/);
    return { layers: [], asked: registry.asked.map(short), why: short(error.message) };
  }
}

const all = [digestOf(base), digestOf(large)];

describe('an image of a registry', () => {
  it('by its tag, and by the index of its platforms', async () => {
    expect(await fetched(() => false)).toMatchObject({ layers: all, where: 'the registry http://HOST' });
    expect(await fetched(() => false, { tag: 'all' })).toMatchObject({ layers: all });
  });

  it('says which platforms there are where the wanted one is not', async () => {
    const { why } = await fetched(() => false, { tag: 'all', platform: 'arm64' });
    expect(why).toContain('it has no image for linux/arm64: those for linux/s390x, linux/amd64 are there (--platform)');
  });

  it('a layer that is remembered is not fetched', async () => {
    const { layers, asked } = await fetched(() => false, { known: [`sha256:${digestOf(large)}`] as never[] });
    expect(layers).toEqual(all);
    expect(asked.filter((path) => path.includes('/blobs/'))).toHaveLength(2);
  });
});

const brokenOff: (at: number) => Lie = (at) => (request, response, truth, times) => {
  if (request.url !== blobOf(large) || times > 0 || truth === undefined) return false;
  response.writeHead(200, { 'Content-Length': truth.length });
  response.write(truth.subarray(0, at), () => response.destroy());
  return true;
};

/** Breaks off once, then answers a range by `then`. */
const resumed =
  (then: (from: number, truth: Buffer, response: Parameters<Lie>[1]) => void): Lie =>
  (request, response, truth, times) => {
    if (brokenOff(1_000_000)(request, response, truth, times)) return true;
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1]);
    if (truth === undefined || Number.isNaN(from)) return false;
    then(from, truth, response);
    return true;
  };

describe('a layer that breaks off goes on where it was', () => {
  it.each<[string, Parameters<typeof resumed>[0], unknown]>([
    [
      'by a range',
      (from, truth, response) =>
        response.writeHead(206, { 'Content-Range': `bytes ${from}-${truth.length - 1}/${truth.length}` }).end(truth.subarray(from)),
      digestOf(large),
    ],
    ['where ranges are not known, from the beginning', (_, truth, response) => response.writeHead(200).end(truth), digestOf(large)],
    [
      'another part than was asked for',
      (from, truth, response) =>
        response.writeHead(206, { 'Content-Range': `bytes ${from - 1}-${truth.length - 1}/${truth.length}` }).end(truth.subarray(from - 1)),
      'asked for the rest of it, it sends another part',
    ],
    [
      'of another length',
      (from, truth, response) => response.writeHead(206, { 'Content-Range': `bytes ${from}-${truth.length}/${truth.length + 1}` }).end(),
      'asked for the rest of it, it sends another part',
    ],
    [
      'no answer to the question',
      (from, truth, response) => response.writeHead(206).end(truth.subarray(from)),
      'asked for the rest of it, it sends another part',
    ],
    ['gone meanwhile', (_from, _truth, response) => response.writeHead(404).end(), 'it has not got it'],
  ])('%s', async (_, then, expected) => {
    const { layers, asked } = await fetched(resumed(then));
    expect(layers).toEqual([digestOf(base), expected]);
    expect(asked.some((line) => /bytes=[1-9]\d*-$/.test(line))).toBe(true);
  });

  it('not for ever', async () => {
    const { layers, asked } = await fetched((request, response, truth) => {
      if (request.url !== blobOf(large) || truth === undefined) return false;
      response.writeHead(200, { 'Content-Length': truth.length });
      response.write(truth.subarray(0, 10), () => response.destroy());
      return true;
    });
    expect(layers[1]).toBe('it breaks off');
    expect(asked.length).toBeLessThan(10);
  });
});

const at =
  (path: string, answer: (response: Parameters<Lie>[1], truth: Buffer, request: Parameters<Lie>[0]) => void): Lie =>
  (request, response, truth) => {
    if (request.url !== path) return false;
    answer(response, truth ?? Buffer.alloc(0), request);
    return true;
  };
/** Who waits in vain need not wait long. */
const isSilent = (name: string): boolean => /hangs|silent|stops/.test(name);
const manifest = '/v2/web/manifests/1';
const endless = (response: Parameters<Lie>[1]): void => {
  const more = (): void => {
    if (!response.destroyed) response.write(Buffer.alloc(65_536, 'x'), () => setImmediate(more));
  };
  response.writeHead(200);
  more();
};

describe('a registry that does not do as it should: one line', () => {
  it.each<[string, Lie, RegExp]>([
    ['hangs', at(manifest, () => {}), /^http:\/\/HOST: it gives no whole answer within 1 s; /],
    ['stops in the middle', at(manifest, (response) => void response.writeHead(200).write('{')), /it gives no whole answer within 1 s/],
    [
      'another digest than it says',
      at(manifest, (response, truth) => response.writeHead(200, { 'Docker-Content-Digest': `sha256:${'0'.repeat(64)}` }).end(truth)),
      /the digest that it names is not that of what it sends/,
    ],
    [
      'redirects to itself',
      at(manifest, (response) => response.writeHead(307, { Location: manifest }).end()),
      /its redirects run in a circle/,
    ],
    [
      'endless redirects',
      (request, response) => response.writeHead(307, { Location: `${request.url}x` }).end() !== undefined,
      /it redirects more than 5 times/,
    ],
    ['endless bytes', at(manifest, endless), /its answer is longer than 4 MiB/],
    ['no JSON', at(manifest, (response) => response.end('<html>')), /what it sends is no manifest of an image/],
    ['an error', at(manifest, (response) => response.writeHead(500).end()), /it answers with status 500/],
    ['nothing', at(manifest, (response) => response.writeHead(404).end()), /it has no such image or tag/],
    [
      'another configuration',
      (_request, response, truth) => {
        if (truth?.includes('"diff_ids"') !== true) return false;
        response.end(Buffer.from(truth.toString().replace('amd64', 'amd46')));
        return true;
      },
      /the configuration that it sends is not what its digest says/,
    ],
    ['no HTTP', at(manifest, (response) => void response.socket?.end('hello\r\n\r\n')), /what it answers is no HTTP/],
    [
      'a login that nobody has',
      at(manifest, (response) => response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"' }).end()),
      /docker login HOST/,
    ],
    [
      'a token service elsewhere in this network',
      at(manifest, (response) => response.writeHead(401, { 'WWW-Authenticate': 'Bearer realm="http://10.0.0.1/token"' }).end()),
      /it names no token service that can be asked/,
    ],
  ])('%s', async (name, lie, message) => {
    expect((await fetched(lie, { timeout: isSilent(name) ? 1000 : 10_000 })).why).toMatch(message);
  });

  it.each<[string, (manifest: { config: object; layers: object[] }) => object, RegExp]>([
    [
      'a configuration that is too long',
      (one) => ({ ...one, config: { ...one.config, size: 5_000_000 } }),
      /the configuration of the image is longer than 4 MiB/,
    ],
    ['a size that is none', (one) => ({ ...one, layers: [{ ...one.layers[0], size: -1 }] }), /something of no possible size/],
    [
      'a digest that is a path',
      (one) => ({ ...one, layers: [{ ...one.layers[0], digest: 'sha256:../../x' }] }),
      /something without a sha256 digest/,
    ],
    [
      'a chart',
      (one) => ({ ...one, config: { ...one.config, mediaType: 'application/vnd.cncf.helm.config.v1+json' } }),
      /is no image of a container/,
    ],
    [
      'a configuration of another size',
      (one) => ({ ...one, config: { ...one.config, size: 3 } }),
      /it sends more than the 3 bytes that its manifest says/,
    ],
  ])('%s', async (_, change, message) => {
    expect((await fetched(() => false, { change: change as (manifest: object) => object })).why).toMatch(message);
  });

  it.each<[string, Lie, ((manifest: { layers: object[] }) => object) | undefined, string | RegExp]>([
    ['a layer that hangs', at(blobOf(packed), () => {}), undefined, /^it gives no whole answer within/],
    [
      'a layer that goes silent',
      at(blobOf(packed), (response, truth) => void response.writeHead(200).write(truth.subarray(0, 10))),
      undefined,
      /^it says nothing for 1 s$/,
    ],
    [
      'a layer that ends early',
      at(blobOf(packed), (response, truth, { headers }) =>
        headers.range === undefined
          ? response.writeHead(200).end(truth.subarray(0, 10))
          : response.writeHead(206, { 'Content-Range': `bytes 10-${truth.length - 1}/${truth.length}` }).end(),
      ),
      undefined,
      /^it ends after 10 of \d+ bytes$/,
    ],
    ['a layer without end', at(blobOf(packed), endless), undefined, /^it (?:sends more than the \d+ bytes|is packed|unpacks)/],
    ['a layer that is not there', at(blobOf(packed), (response) => response.writeHead(404).end()), undefined, 'it has not got it'],
    [
      'a layer elsewhere',
      () => false,
      (one) => ({ ...one, layers: [{ ...one.layers[0], urls: ['https://example.com/x'] }, one.layers[1]] }),
      'it lies elsewhere: its manifest names addresses, which are not followed',
    ],
    [
      'an encrypted layer',
      () => false,
      (one) => ({
        ...one,
        layers: [{ ...one.layers[0], mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip+encrypted' }, one.layers[1]],
      }),
      'it is encrypted',
    ],
  ])('%s, and the others are read', { timeout: 60_000 }, async (name, lie, change, message) => {
    const { layers } = await fetched(lie, {
      change: change as ((manifest: object) => object) | undefined,
      timeout: isSilent(name) ? 1000 : 10_000,
    });
    if (typeof message === 'string') expect(layers[0]).toBe(message);
    else expect(layers[0]).toMatch(message);
    expect(layers[1]).toBe(digestOf(large));
  });

  it('a layer that was changed is told by its digest', async () => {
    const changed = Buffer.from(large).fill('y', 1_000_000, 1_000_001);
    const { layers } = await fetched(at(blobOf(large), (response) => response.writeHead(200).end(changed)));
    expect(layers).toEqual([digestOf(base), digestOf(changed)]);
  });
});

describe('logins', () => {
  const wanted = `Basic ${Buffer.from('me:secret').toString('base64')}`;
  const closed: Lie = (request, response) => {
    if (request.headers.authorization === wanted) return false;
    response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"' }).end();
    return true;
  };

  /** A folder with a program of that name, first in PATH. */
  function helper(script: string): string {
    const bin = mkdtempSync(join(folder, 'bin-'));
    writeFileSync(join(bin, 'docker-credential-test'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return bin;
  }

  async function withHelper(script: string) {
    const config = mkdtempSync(join(folder, 'config-'));
    writeFileSync(join(config, 'config.json'), '{"credsStore": "test"}');
    const path = process.env.PATH;
    process.env.PATH = `${helper(script)}:${path}`;
    try {
      return await fetched(closed, { env: { DOCKER_CONFIG: config } });
    } finally {
      process.env.PATH = path;
    }
  }

  it('of a helper, which is told the server and nothing else', async () => {
    const script = `read server; case "$1 $server" in "get 127.0.0.1:"*) echo '{"ServerURL":"x","Username":"me","Secret":"secret"}';; *) exit 1;; esac`;
    expect(await withHelper(script)).toMatchObject({ layers: all });
  });

  it.each<[string, string, RegExp]>([
    ['that has none', 'echo "credentials not found in native keychain"; exit 1', /docker login HOST/],
    ['that fails', 'echo "token: abc"; exit 1', /its login is not to be had: docker-credential-test gives none/],
    ['whose login is not taken', `echo '{"Username":"me","Secret":"wrong"}'`, /it does not take the login of docker-credential-test/],
  ])('of a helper %s', async (_, script, message) => {
    const { why } = await withHelper(script);
    expect(why).toMatch(message);
    expect(why).not.toMatch(/abc|wrong/);
  });

  it("of Podman's auth.json, for this repository alone", async () => {
    const runtime = mkdtempSync(join(folder, 'run-'));
    mkdirSync(join(runtime, 'containers'));
    const registry = await lyingRegistry(image, closed);
    stops.push(registry.stop);
    const auth = (name: string) => ({ [`${registry.host}/${name}`]: { auth: Buffer.from('me:secret').toString('base64') } });
    const by = { home: folder, env: { DOCKER_CONFIG: folder, XDG_RUNTIME_DIR: runtime, CONTAINERS_REGISTRIES_CONF: join(folder, 'none') } };
    const ask = () => registryImage(`${registry.host}/web:1`, { os: 'linux', architecture: 'amd64' }, by, 2000);
    writeFileSync(join(runtime, 'containers/auth.json'), JSON.stringify({ auths: auth('other') }));
    await expect(ask()).rejects.toThrow(/docker login/);
    writeFileSync(join(runtime, 'containers/auth.json'), JSON.stringify({ auths: auth('web') }));
    expect((await ask()).images.images).toHaveLength(1);
  });

  it('an identity token is changed for one to pull with', async () => {
    const config = mkdtempSync(join(folder, 'token-'));
    let body = '';
    const registry = await lyingRegistry(image, (request, response) => {
      if (request.method === 'POST') {
        request.on('data', (chunk) => {
          body += chunk;
        });
        request.on('end', () => response.end('{"access_token": "for-pulling"}'));
        return true;
      }
      if (request.headers.authorization === 'Bearer for-pulling') return false;
      response.writeHead(401, { 'WWW-Authenticate': `Bearer realm="http://${request.headers.host}/token",service="me"` }).end();
      return true;
    });
    stops.push(registry.stop);
    writeFileSync(join(config, 'config.json'), JSON.stringify({ auths: { [registry.host]: { identitytoken: 'refresh-me' } } }));
    const by = { home: folder, env: { DOCKER_CONFIG: config, CONTAINERS_REGISTRIES_CONF: join(folder, 'none') } };
    expect((await registryImage(`${registry.host}/web:1`, undefined, by, 2000)).images.images).toHaveLength(1);
    expect(Object.fromEntries(new URLSearchParams(body))).toMatchObject({
      grant_type: 'refresh_token',
      refresh_token: 'refresh-me',
      scope: 'repository:web:pull',
    });
  });
});

it('a mirror comes first, and who set it up wrongly is told', async () => {
  const registry = await lyingRegistry(image);
  stops.push(registry.stop);
  const conf = join(folder, 'registries.conf');
  const by = { home: folder, env: { DOCKER_CONFIG: folder, CONTAINERS_REGISTRIES_CONF: conf } };
  const ask = () => registryImage('registry.invalid/team/web:1', { os: 'linux', architecture: 'amd64' }, by, 2000);
  writeFileSync(
    conf,
    `[[registry]]\nprefix = "registry.invalid/team"\n[[registry.mirror]]\nlocation = "127.0.0.1:1/nobody"\n[[registry.mirror]]\nlocation = "${registry.host}"\n`,
  );
  expect((await ask()).where).toBe(`the registry http://${registry.host}`);
  writeFileSync(conf, '[[registry]]\nprefix = "registry.invalid"\nblocked = true\n');
  await expect(ask()).rejects.toThrow('registries.conf blocks registry.invalid');
  writeFileSync(conf, '[[registry]]\nprefix = registry.invalid\n');
  await expect(ask()).rejects.toThrow(`${conf}: line 2: this is not understood`);
});
