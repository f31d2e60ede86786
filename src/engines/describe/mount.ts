import { type Entries, type Field, isUnknown, knownValue, type Mount } from '../../model/index.ts';
import { list, type Row, reasonKey, row } from './row.ts';
import { sayBytes } from './say.ts';

/**
 * One row for a mount, and one for each part of it that somebody else decided: "bind /srv, read-only" by the line that
 * mounts it, "rprivate" by the engine's default.
 */
export function mountRows(mount: Mount): readonly Row[] {
  const path = `mounts[${knownValue(mount.destination) ?? '?'}]`;
  const parts = [
    ...row(path, mount.type),
    ...row(path, mount.source),
    ...(isUnknown(mount.destination) ? row(`${path}.destination`, mount.destination) : []),
    ...readonlyRow(path, mount.readonly),
    ...row(path, mount.propagation),
    ...optionRows(path, mount.options),
    ...row(path, mount.size, (bytes) => `size ${sayBytes(bytes)}`),
  ];
  return joined(parts);
}

const readonlyRow = (path: string, readonly: Field<boolean> | undefined): readonly Row[] =>
  row(isUnknown(readonly) ? `${path}.readonly` : path, readonly, (value) => (value ? 'read-only' : 'writable'));

const optionRows = (path: string, options: Entries<string> | undefined): readonly Row[] =>
  options === undefined || options.length === 0 ? [] : list(path, options);

/** What has one reason in one row, in the order of its first part. What is not known stays apart. */
function joined(rows: readonly Row[]): readonly Row[] {
  const known = new Map<string, Row>();
  for (const one of rows) {
    const key = `${one.path} ${reasonKey(one.reason)}`;
    const before = known.get(key);
    known.set(key, before === undefined ? one : { ...one, value: [before.value, one.value].filter((word) => word !== '').join(', ') });
  }
  return [...known.values()];
}
