import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack } from 'tar-stream';
import { afterAll } from 'vitest';

export interface Item {
  readonly name: string;
  readonly text?: string | Buffer;
  readonly link?: string;
}

/** The bytes of a tar file with these entries. */
export async function tarOf(items: readonly Item[]): Promise<Buffer> {
  const packing = pack();
  for (const { name, text = '', link } of items) {
    if (link === undefined) packing.entry({ name }, text);
    else packing.entry({ name, type: 'symlink', linkname: link });
  }
  packing.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of packing) if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-tar-'));
let count = 0;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

export function fileOf(bytes: Buffer): string {
  const path = join(folder, `${count++}.tar`);
  writeFileSync(path, bytes);
  return path;
}

export const digestOf = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

export const config = (parts: object = {}, more: object = {}): string =>
  JSON.stringify({ architecture: 'amd64', os: 'linux', config: parts, rootfs: { type: 'layers', diff_ids: [] }, ...more });

/** As docker save writes it. */
export function saved(...configs: readonly string[]): Item[] {
  const manifest = configs.map((text, index) => ({
    Config: `${digestOf(text)}.json`,
    RepoTags: [`web:${index}`],
    Layers: ['l/layer.tar'],
  }));
  return [
    ...configs.map((text) => ({ name: `${digestOf(text)}.json`, text })),
    { name: 'l/layer.tar', text: Buffer.alloc(4096, 7) },
    { name: 'manifest.json', text: JSON.stringify(manifest) },
  ];
}

const blob = (text: string): Item => ({ name: `blobs/sha256/${digestOf(text)}`, text });
const descriptor = (text: string, more: object = {}) => ({ digest: `sha256:${digestOf(text)}`, size: text.length, ...more });

export const manifestOf = (text: string, mediaType = 'application/vnd.oci.image.config.v1+json'): string =>
  JSON.stringify({ schemaVersion: 2, config: descriptor(text, { mediaType }), layers: [] });

/** An OCI layout: texts under their digests, and an index that names the given ones. */
export const layout = (texts: readonly string[], named: readonly (readonly [text: string, more?: object])[]): Item[] => [
  { name: 'oci-layout', text: '{"imageLayoutVersion": "1.0.0"}' },
  { name: 'index.json', text: JSON.stringify({ schemaVersion: 2, manifests: named.map(([text, more]) => descriptor(text, more)) }) },
  ...texts.map(blob),
];

export const indexOf = (named: readonly (readonly [text: string, more?: object])[]): string =>
  JSON.stringify({
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests: named.map(([text, more]) => descriptor(text, more)),
  });
