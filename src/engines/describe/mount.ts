import { isUnknown, knownValue, type Mount } from '../../model/index.ts';
import { list, type Row, row } from './row.ts';

export function mountRows(mount: Mount): readonly Row[] {
  const path = `mounts[${knownValue(mount.destination) ?? '?'}]`;
  return [
    ...row(`${path}.type`, mount.type),
    ...row(`${path}.source`, mount.source),
    ...(isUnknown(mount.destination) ? row(`${path}.destination`, mount.destination) : []),
    ...row(`${path}.readonly`, mount.readonly),
    ...row(`${path}.propagation`, mount.propagation),
    ...list(`${path}.options`, mount.options),
    ...row(`${path}.size`, mount.size),
  ];
}
