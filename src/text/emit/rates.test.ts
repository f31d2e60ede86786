import { expect, it } from 'vitest';
import { type DeviceRate, unknown, written } from '../../model/index.ts';
import { rateOptions } from './rates.ts';

const origin = { source: { path: 'x', text: '' }, start: 0, end: 0 };
const rate = (of: DeviceRate['of'], device: string, value: number) => written({ of, device, rate: value }, origin);

it('each kind has an option, and bytes a unit', () => {
  const rates = [
    rate('read bytes', '/dev/sda', 64 * 1024 * 1024),
    rate('write bytes', '/dev/sda', 1000),
    rate('read operations', '/dev/sdb', 1024),
    rate('write operations', '/dev/sdb', 5),
  ];
  expect(rateOptions(rates).map(({ flag, value }) => `--${flag} ${value?.text}`)).toEqual([
    '--device-read-bps /dev/sda:64m',
    '--device-write-bps /dev/sda:1000b',
    '--device-read-iops /dev/sdb:1024',
    '--device-write-iops /dev/sdb:5',
  ]);
});

it('a device of which only the numbers are known, or nothing, has none', () =>
  expect(rateOptions([rate('read bytes', '8:0', 1), unknown('$RATE is not set')])).toEqual([]));
