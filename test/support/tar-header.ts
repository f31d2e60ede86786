/** One header of a tar file, its sum right whatever it says. `change`: a last word before the sum is made. */
export function tarHeader(
  name: string,
  type: string,
  size: number,
  form: 'octal' | 'base 256' = 'octal',
  change: (block: Buffer) => void = () => {},
): Buffer {
  const block = Buffer.alloc(512);
  block.write(name, 0, 100);
  if (form === 'octal') block.write(size.toString(8).padStart(11, '0'), 124);
  else {
    block.fill(size < 0 ? 0xff : 0, 124, 136);
    if (size >= 0) block.writeBigUInt64BE(BigInt(size), 128);
    block[124] = 0x80 | (block[124] ?? 0);
  }
  block.write(type, 156);
  block.write('ustar  \0', 257);
  change(block);
  block.fill(' ', 148, 156);
  const sum = block.reduce((all, byte) => all + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** What stands behind a header: the bytes, and what fills their last block. */
export const tarContent = (text: string | Buffer): Buffer => {
  const bytes = Buffer.from(text);
  return Buffer.concat([bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
};

/** A record of a pax header, its own length in it. */
export function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const length = rest.length + String(rest.length).length;
  return `${rest.length + String(length).length}${rest}`;
}
