import { capabilities } from '../../facts/capabilities.ts';

const names: ReadonlyMap<number, string> = new Map(capabilities.map(({ number, name }) => [number, name]));

/** Bytes of the attribute by revision. */
const lengths: Readonly<Record<number, number>> = { 1: 12, 2: 20, 3: 24 };

/**
 * What security.capability gives whoever runs the file: the permitted set, by number. Undefined: it is none that the kernel takes, or it is empty; what may
 * only be inherited gives nothing by itself. Source: Linux 6.12 include/uapi/linux/capability.h, struct vfs_cap_data and vfs_ns_cap_data, little endian.
 */
export function fileCapabilities(value: Uint8Array): readonly string[] | undefined {
  if (value.length < 12) return undefined;
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  const revision = view.getUint32(0, true) >>> 24;
  if (lengths[revision] !== value.length) return undefined;
  const low = view.getUint32(4, true);
  const high = revision === 1 ? 0 : view.getUint32(12, true);
  const given: string[] = [];
  for (let number = 0; number < 64; number++)
    if ((((number < 32 ? low : high) >>> (number % 32)) & 1) === 1) given.push(names.get(number) ?? `CAP_${number}`);
  return given.length === 0 ? undefined : given;
}
