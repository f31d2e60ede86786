import { type DeviceRate, type Entries, written } from '../model/index.ts';
import { isText, linesOf, type Texts, wholeNumber } from './texts.ts';

type Of = DeviceRate['of'];

/** Files of version 1: "254:0 1048576" a line. Source: Linux 6.12 block/blk-throttle.c throtl_legacy_files. */
const files: readonly (readonly [string, Of])[] = [
  ['blkio.throttle.read_bps_device', 'read bytes'],
  ['blkio.throttle.write_bps_device', 'write bytes'],
  ['blkio.throttle.read_iops_device', 'read operations'],
  ['blkio.throttle.write_iops_device', 'write operations'],
];

/** Words of `io.max` in version 2: "254:0 rbps=1048576 wbps=max riops=max wiops=max" a line. Source: tg_prfill_limit of the same file. */
const words: ReadonlyMap<string, Of> = new Map([
  ['rbps', 'read bytes'],
  ['wbps', 'write bytes'],
  ['riops', 'read operations'],
  ['wiops', 'write operations'],
]);

const most = 1000;

/** What the kernel lets a control group read and write of each device. */
export function ratesIn(texts: Texts, folder: string, version: 1 | 2): Entries<DeviceRate> {
  return version === 1 ? files.flatMap(([file, of]) => ofFile(texts, `${folder}/${file}`, of)) : ofMax(texts, `${folder}/io.max`);
}

function ofFile(texts: Texts, path: string, of: Of): Entries<DeviceRate> {
  const read = texts.read(path);
  if (!isText(read)) return [];
  return linesOf(read, most).flatMap(({ text, origin }) => {
    const [device = '', number = ''] = text.trim().split(/\s+/);
    const rate = wholeNumber(number);
    return rate === undefined ? [] : [written({ of, device, rate }, origin)];
  });
}

function ofMax(texts: Texts, path: string): Entries<DeviceRate> {
  const read = texts.read(path);
  if (!isText(read)) return [];
  return linesOf(read, most).flatMap(({ text, origin }) => {
    const [device = '', ...pairs] = text.trim().split(/\s+/);
    return pairs.flatMap((pair) => {
      const [word = '', number = ''] = pair.split('=');
      const [of, rate] = [words.get(word), wholeNumber(number)];
      return of === undefined || rate === undefined ? [] : [written({ of, device, rate }, origin)];
    });
  });
}
