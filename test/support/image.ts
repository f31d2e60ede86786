import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { digestOf, type Item, tarOf } from './tar.ts';

/** A file of a layer; a name that ends with a slash is a folder, `link` another name of a file. */
export interface LayerFile {
  readonly name: string;
  readonly text?: string | Buffer;
  readonly link?: string;
  readonly mode?: number;
  readonly uid?: number;
}

/** The bytes of a layer, not packed. */
export async function layerOf(files: readonly LayerFile[]): Promise<Buffer> {
  const packing = pack();
  for (const { name, text = '', link, ...rights } of files) {
    if (link !== undefined) packing.entry({ name, type: 'link', linkname: link, ...rights });
    else if (name.endsWith('/')) packing.entry({ name, type: 'directory', ...rights });
    else packing.entry({ name, ...rights }, text);
  }
  packing.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of packing) if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

export interface Built {
  /** As they are stored. */
  readonly layers: readonly Buffer[];
  /** Not packed: what the digests of the configuration are made of. */
  readonly plain?: readonly Buffer[];
  /** `created_by` of each step; one that begins with `-` made no layer. */
  readonly history?: readonly string[];
  readonly config?: object;
}

const configOf = ({ layers, plain = layers, history, config = {} }: Built): string =>
  JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    config,
    rootfs: { type: 'layers', diff_ids: plain.map((layer) => `sha256:${digestOf(layer)}`) },
    ...(history === undefined
      ? {}
      : {
          history: history.map((text) => (text.startsWith('-') ? { created_by: text.slice(1), empty_layer: true } : { created_by: text })),
        }),
  });

const blob = (bytes: string | Buffer): Item => ({ name: `blobs/sha256/${digestOf(bytes)}`, text: bytes });
const descriptor = (bytes: string | Buffer, more: object = {}) => ({ digest: `sha256:${digestOf(bytes)}`, size: bytes.length, ...more });

/** An OCI layout of these images; equal blobs are in it once. */
export function layoutOf(...images: readonly Built[]): Item[] {
  const configs = images.map(configOf);
  const manifests = images.map(({ layers }, at) =>
    JSON.stringify({
      schemaVersion: 2,
      config: descriptor(configs[at] ?? '', { mediaType: 'application/vnd.oci.image.config.v1+json' }),
      layers: layers.map((layer) => descriptor(layer)),
    }),
  );
  const named = manifests.map((text, at) => descriptor(text, { annotations: { 'org.opencontainers.image.ref.name': `web:${at}` } }));
  const blobs = [...images.flatMap(({ layers }) => layers), ...configs, ...manifests].map(blob);
  return [
    { name: 'oci-layout', text: '{"imageLayoutVersion": "1.0.0"}' },
    { name: 'index.json', text: JSON.stringify({ schemaVersion: 2, manifests: named }) },
    ...new Map(blobs.map((item) => [item.name, item])).values(),
  ];
}

/** As docker save wrote it before version 25: a layer that is there already is a link. */
export function savedOf(image: Built): Item[] {
  const config = configOf(image);
  const first = new Map<string, string>();
  const layers = image.layers.map((bytes, at): Item => {
    const name = `${at}/layer.tar`;
    const known = first.get(digestOf(bytes));
    first.set(digestOf(bytes), known ?? name);
    return known === undefined ? { name, text: bytes } : { name, link: `../${known}` };
  });
  return [
    ...layers,
    { name: `${digestOf(config)}.json`, text: config },
    {
      name: 'manifest.json',
      text: JSON.stringify([{ Config: `${digestOf(config)}.json`, RepoTags: ['web:1'], Layers: layers.map(({ name }) => name) }]),
    },
  ];
}

/** An image whose layers are packed with gzip, as most are. */
export function packedWithGzip(plain: readonly Buffer[], more: Partial<Built> = {}): Built {
  return { layers: plain.map((layer) => gzipSync(layer)), plain, ...more };
}

export const archiveOf = (items: readonly Item[]): Promise<Buffer> => tarOf(items);
