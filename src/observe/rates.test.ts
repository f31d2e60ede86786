import { expect, it } from 'vitest';
import { knownValue } from '../model/index.ts';
import { ratesIn } from './rates.ts';
import type { Texts } from './texts.ts';

const folder = '/sys/fs/cgroup/one';
const rates = (files: Readonly<Record<string, string>>, version: 1 | 2) => {
  const texts = { read: (path: string) => (path in files ? { path, text: files[path] ?? '' } : undefined) } as unknown as Texts;
  return ratesIn(texts, folder, version).map((field) => {
    const { of, device, rate } = knownValue(field) ?? { of: 'none', device: '', rate: 0 };
    return `${of} ${device} ${rate} ${field.origin?.source.path.replace(`${folder}/`, '')}`;
  });
};

it.each<[1 | 2, string, string, readonly string[]]>([
  [1, 'blkio.throttle.read_bps_device', '8:0 1024\n254:0 9\n', ['read bytes 8:0 1024', 'read bytes 254:0 9']],
  [1, 'blkio.throttle.write_bps_device', '8:0 1\n', ['write bytes 8:0 1']],
  [1, 'blkio.throttle.read_iops_device', '8:0 2\n', ['read operations 8:0 2']],
  [1, 'blkio.throttle.write_iops_device', '8:0 3\n', ['write operations 8:0 3']],
  [1, 'blkio.throttle.write_iops_device', '', []],
  [1, 'blkio.throttle.write_iops_device', 'nonsense\n8:0 x\n', []],
  [2, 'io.max', '8:16 rbps=2097152 wbps=max riops=max wiops=120\n', ['read bytes 8:16 2097152', 'write operations 8:16 120']],
  [2, 'io.max', '8:0 rbps=max wbps=7 riops=6 wiops=max\n', ['write bytes 8:0 7', 'read operations 8:0 6']],
  [2, 'io.max', '', []],
])('version %i, %s %j', (version, file, text, expected) =>
  expect(rates({ [`${folder}/${file}`]: text }, version)).toEqual(expected.map((one) => `${one} ${file}`)),
);
