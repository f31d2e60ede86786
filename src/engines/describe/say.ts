import type { DeviceRate } from '../../model/index.ts';

/** A value of the model on one line, as people write it; objects as "key value" pairs in their own order. */
export function say(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(say).join(', ');
  return typeof value === 'object' && value !== null ? sayObject(value) : String(value);
}

/** -1 is the OCI specification's word for "no limit". */
export const sayLimit = (value: unknown): string => (value === -1 ? 'unlimited' : String(value));

const units = ['GiB', 'MiB', 'KiB'] as const;

/** Bytes in the largest unit that leaves no remainder: 67108864 is "64 MiB". */
export function sayBytes(bytes: number): string {
  if (bytes < 0) return 'unlimited';
  const power = units.findIndex((_, index) => bytes > 0 && bytes % 1024 ** (units.length - index) === 0);
  return power < 0 ? `${bytes} bytes` : `${bytes / 1024 ** (units.length - power)} ${units[power]}`;
}

/** "read 64 MiB a second of /dev/sda" */
export const sayRate = ({ of, device, rate }: DeviceRate): string =>
  `${of.split(' ')[0]} ${of.endsWith('bytes') ? sayBytes(rate) : `${rate} operations`} a second of ${device}`;

/** A processor quota of a period, both in microseconds: 50000 of 100000 is half a processor. */
export const sayQuota = (quota: number, period: number): string =>
  quota < 0 ? 'unlimited' : `${quota} µs of every ${period} µs (${Number((quota / period).toFixed(3))} CPUs)`;

/** Objects of one telling key are said by its value alone: { uid: 0 } is 0, { mode: 'host' } is host. */
function sayObject(value: object): string {
  const pairs = Object.entries(value).filter(([, part]) => part !== undefined);
  const [first] = pairs;
  if (pairs.length === 1 && first !== undefined && telling.has(first[0])) return String(first[1]);
  return pairs.map(([key, part]) => `${key} ${say(part)}`).join(', ');
}

const telling: ReadonlySet<string> = new Set(['uid', 'gid', 'name', 'mode', 'profile', 'path']);
