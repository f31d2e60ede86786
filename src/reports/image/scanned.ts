import type { Finding, ImageContents, ScannedImage } from '../../model/index.ts';

/** What a report tells of an image beside its findings; `findings`: those on this image. */
export const scannedImage = (
  { name, layers, distribution, packages, advisories }: ImageContents,
  platform: string,
  findings: readonly Finding[],
): ScannedImage => ({
  id: name,
  name,
  platform,
  size: layers.reduce((sum, { bytes }) => sum + bytes, 0),
  ...(distribution === undefined ? {} : { distribution }),
  layers: layers.map((layer, at) => ({
    ...layer,
    findings: findings.filter((finding) => finding.outcome === 'broken' && finding.layer?.layer === at + 1).length,
  })),
  packages,
  ...(advisories === undefined ? {} : { advisories }),
});
