import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Built, layoutOf } from './image.ts';
import { digestOf } from './tar.ts';

/** A registry of one image, which a test lets lie. */
export interface LyingRegistry {
  /** "127.0.0.1:PORT" */
  readonly host: string;
  /** What was asked, "GET /v2/web/…", with the range. */
  readonly asked: string[];
  stop(): Promise<void>;
}

/** Answers in place of the registry; false: it does not, and the registry tells the truth. `times`: how often this path was asked for before. */
export type Lie = (request: IncomingMessage, response: ServerResponse, truth: Buffer | undefined, times: number) => boolean;

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const indexType = 'application/vnd.oci.image.index.v1+json';

/** Its tag `1` is the image, `all` an index of two platforms of which the image is one, and every digest of it is there. `change`: another manifest. */
export async function lyingRegistry(
  image: Built,
  lie: Lie = () => false,
  change = (manifest: object): object => manifest,
): Promise<LyingRegistry> {
  const blobs = new Map(
    layoutOf(image).flatMap(({ name, text = '' }) => (name.startsWith('blobs/') ? [[`sha256:${name.slice(13)}`, Buffer.from(text)]] : [])),
  );
  const original = [...blobs].find(([, bytes]) => bytes.includes('"schemaVersion"'))?.[1] ?? Buffer.alloc(0);
  const manifest = Buffer.from(JSON.stringify(change(JSON.parse(original.toString()) as object)));
  const entry = (bytes: Buffer, architecture: string) => ({
    mediaType: manifestType,
    digest: `sha256:${digestOf(bytes)}`,
    size: bytes.length,
    platform: { os: 'linux', architecture },
  });
  const attestation = { ...entry(Buffer.from('x'), 'unknown'), platform: { os: 'unknown', architecture: 'unknown' } };
  const index = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: indexType,
      manifests: [attestation, entry(Buffer.from('other'), 's390x'), entry(manifest, 'amd64')],
    }),
  );
  const texts = new Map([
    ['/manifests/1', manifest],
    ['/manifests/all', index],
    [`/manifests/sha256:${digestOf(manifest)}`, manifest],
    ...[...blobs].map(([digest, bytes]) => [`/blobs/${digest}`, bytes] as const),
  ]);
  const asked: string[] = [];
  const times = new Map<string, number>();
  const server = createServer((request, response) => {
    const { url = '', headers } = request;
    asked.push(`${request.method} ${url}${headers.range === undefined ? '' : ` ${headers.range}`}`);
    const before = times.get(url) ?? 0;
    times.set(url, before + 1);
    const truth = texts.get(url.replace(/^\/v2\/[^/]+/, ''));
    if (lie(request, response, truth, before)) return;
    if (truth === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'Content-Type': url.includes('/manifests/') ? manifestType : 'application/octet-stream' }).end(truth);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
