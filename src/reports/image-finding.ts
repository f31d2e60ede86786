import type { Finding, ImageContents, ImageControl, ImageVerdict } from '../model/index.ts';
import { placeOf } from '../text/lines.ts';
import { oneLine } from '../text/printable.ts';

/** A verdict on an image as plain data; its place is the file in the layer, its remedy how to build without it. */
export function imageFinding(control: ImageControl, verdict: ImageVerdict, image: ImageContents): Finding {
  const { inLayer: layer } = verdict;
  const place = placeOf(image.origin);
  const line = layer?.line ?? 1;
  return {
    control: control.id,
    severity: ('severity' in verdict ? verdict.severity : undefined) ?? control.severity,
    outcome: verdict.outcome,
    gain: control.gain,
    container: image.origin.source.path,
    detail: oneLine('detail' in verdict ? verdict.detail : verdict.because),
    origin: layer === undefined ? place : { file: oneLine(`${place.file}:${layer.path}`), line, column: 1, endLine: line, endColumn: 1 },
    ...(verdict.outcome === 'broken' ? { remedy: (verdict.steps ?? control.steps).map(oneLine) } : {}),
    ...(layer === undefined ? {} : { layer }),
    references: control.references,
  };
}
