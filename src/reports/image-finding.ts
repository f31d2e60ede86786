import {
  type Finding,
  type ImageContents,
  type ImageControl,
  type ImageVerdict,
  type InContainerfile,
  type InLayer,
  inLayer,
  type Place,
} from '../model/index.ts';
import { placeOf } from '../text/lines.ts';
import { oneLine } from '../text/printable.ts';

/** A verdict on an image as plain data; its place is the file in the layer, its remedy how to build without it. */
export function imageFinding(control: ImageControl, verdict: ImageVerdict, image: ImageContents): Finding {
  const layer = verdict.inLayer ?? layerOf(verdict, image);
  const place = placeOf(image.origin);
  const line = layer?.line ?? 1;
  const { vulnerability } = verdict;
  return {
    control: control.id,
    severity: ('severity' in verdict ? verdict.severity : undefined) ?? control.severity,
    outcome: verdict.outcome,
    gain: control.gain,
    container: image.origin.source.path,
    detail: oneLine('detail' in verdict ? verdict.detail : verdict.because),
    origin:
      layer === undefined
        ? verdict.containerfile === undefined
          ? place
          : onLine(verdict.containerfile)
        : { file: oneLine(`${place.file}:${layer.path}`), line, column: 1, endLine: line, endColumn: 1 },
    ...(verdict.outcome === 'broken' ? { remedy: (verdict.steps ?? control.steps).map(oneLine) } : {}),
    ...(layer === undefined ? {} : { layer }),
    ...(vulnerability === undefined ? {} : { vulnerability }),
    references: control.references,
  };
}

const onLine = ({ file, line }: InContainerfile): Place => ({ file: oneLine(file), line, column: 1, endLine: line, endColumn: 1 });

/** Where a vulnerable package is: the layer that brought it, and the record that tells of it. */
function layerOf({ vulnerability }: ImageVerdict, { layers }: ImageContents): InLayer | undefined {
  if (vulnerability === undefined) return undefined;
  const { layer, path } = vulnerability.package;
  return layers[layer - 1] === undefined ? undefined : inLayer({ layers }, layer, path);
}
