import type { ImageContents, ImageFile, ImagePackage } from '../../src/model/index.ts';

/** An image with three layers and nothing in them but what is given. */
export const imageOf = (more: Partial<ImageContents>): ImageContents => ({
  origin: { source: { path: 'archive:web.tar', text: '' }, start: 0, end: 0 },
  name: 'archive:web.tar',
  layers: [1, 2, 3].map((number) => ({ digest: `sha256:${number}`, bytes: 0, entries: 0, base: number === 1 })),
  secrets: [],
  packages: [],
  files: [],
  vulnerabilities: [],
  ...more,
});

/** A file of root in the first layer. */
export const fileIn = (more: Pick<ImageFile, 'path' | 'what'> & Partial<ImageFile>): ImageFile => ({
  type: '0',
  mode: 0o755,
  uid: 0,
  gid: 0,
  size: 1,
  layer: 1,
  ...more,
});

export const packageIn = (name: string, more: Partial<ImagePackage> = {}): ImagePackage => ({
  kind: 'deb',
  name,
  version: '1',
  layer: 1,
  path: '/var/lib/dpkg/status',
  ...more,
});
