import { describe, expect, it } from 'vitest';
import { all, base, fetched, image, large } from '../../../test/support/fetched-image.ts';
import type { Lie } from '../../../test/support/lying-registry.ts';
import { digestOf } from '../../../test/support/tar.ts';

const blobOf = (bytes: Buffer): string => `/v2/web/blobs/sha256:${digestOf(bytes)}`;
const [packed = Buffer.alloc(0)] = image.layers;

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
