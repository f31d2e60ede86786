import { rateFiles, rateWords } from '../facts/cgroup.ts';
import { type DeviceRate, type Entries, written } from '../model/index.ts';
import { isText, linesOf, type Texts, wholeNumber } from './texts.ts';

type Of = DeviceRate['of'];

const files = Object.entries(rateFiles) as readonly (readonly [Of, string])[];
const ofWord: ReadonlyMap<string, Of> = new Map(Object.entries(rateWords).map(([of, word]) => [word, of as Of]));

const most = 1000;

/** What the kernel lets a control group read and write of each device. */
export function ratesIn(texts: Texts, folder: string, version: 1 | 2): Entries<DeviceRate> {
  return version === 1 ? files.flatMap(([of, file]) => ofFile(texts, `${folder}/${file}`, of)) : ofMax(texts, `${folder}/io.max`);
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
      const [of, rate] = [ofWord.get(word), wholeNumber(number)];
      return of === undefined || rate === undefined ? [] : [written({ of, device, rate }, origin)];
    });
  });
}
