import { Unreadable } from '../../../model/index.ts';

const text = (word: string): number => new DataView(Uint8Array.from(word, (letter) => letter.charCodeAt(0)).buffer).getUint32(0, true);
const magic = { file: text('RpmP'), slot: text('Slot'), blob: text('BlbS') };
const [slotLength, blockLength, pageLength, headLength, tailLength] = [16, 16, 4096, 16, 12];

/**
 * The headers in rpm's own database, Packages.db (SUSE): a header of 32 bytes, pages of slots that say where each package lies, and blobs with a head and
 * tail (lib/backend/ndb/rpmpkg.c of rpm 4.18); numbers little-endian. Throws Unreadable where they do not fit.
 */
export function* ndbHeaders(bytes: Uint8Array): Generator<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < pageLength || view.getUint32(0, true) !== magic.file) throw new Unreadable('it is no database of rpm');
  if (view.getUint32(4, true) !== 0)
    throw new Unreadable(`it is a database of rpm of version ${view.getUint32(4, true)}, which is not read`);
  const slots = view.getUint32(12, true) * pageLength;
  if (slots > bytes.length) throw new Unreadable('it is cut off');
  let budget = bytes.length;
  for (let at = 2 * slotLength; at < slots; at += slotLength) {
    if (view.getUint32(at, true) !== magic.slot) throw new Unreadable('it is damaged: a slot is none');
    const blob = view.getUint32(at + 8, true) * blockLength;
    if (blob === 0) continue;
    const whole = view.getUint32(at + 12, true) * blockLength;
    const length = blob + headLength > bytes.length ? 0 : view.getUint32(blob + 12, true);
    if (blob + whole > bytes.length || headLength + length + tailLength > whole || view.getUint32(blob, true) !== magic.blob)
      throw new Unreadable('it is damaged: a package does not lie where it should');
    // Slots that lie upon each other would make much out of little.
    budget -= whole;
    if (budget < 0) throw new Unreadable('it is damaged: packages lie upon each other');
    yield bytes.subarray(blob + headLength, blob + headLength + length);
  }
}
