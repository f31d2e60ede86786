import { type Address, addressOf } from '../facts/address.ts';
import { blockOf } from '../facts/cidr.ts';

/** Whether an address is in "10.0.0.0/8", "10.0.0.0/255.0.0.0" or is the one that is named; undefined where that is no block. */
export function inBlock({ family, value }: Address, text: string): boolean | undefined {
  const [base = '', mask = ''] = text.split('/');
  const [start, bits] = [addressOf(base), addressOf(mask)];
  if (bits === undefined) {
    const block = blockOf(text);
    return block === undefined ? undefined : block.family === family && block.first <= value && value <= block.last;
  }
  if (start === undefined || start.family !== bits.family) return undefined;
  return start.family === family && (start.value & bits.value) === (value & bits.value);
}
