import { rateFiles, rateWords } from '../../facts/cgroup.ts';
import type { DeviceRate } from '../../model/index.ts';

/** A rate whose device goes by another name inside. */
export type AskedRate = Pick<DeviceRate, 'of' | 'rate'>;

/** Below /sys/fs/cgroup. */
const olderFile = (of: DeviceRate['of']): string => `blkio/${rateFiles[of]}`;

export const olderRateFiles: readonly string[] = (Object.keys(rateFiles) as DeviceRate['of'][]).map(olderFile);

/** The first that a control group does not hold to, or to less, by what its files say. An engine leaves one out that its kernel has not. */
export const missingRate = (asked: readonly AskedRate[], said: ReadonlyMap<string, string>): AskedRate | undefined =>
  asked.find(({ of, rate }) => !ratesIn(of, said).some((held) => held <= rate));

function ratesIn(of: DeviceRate['of'], said: ReadonlyMap<string, string>): readonly number[] {
  const newer = said.get('io.max');
  const found =
    newer === undefined
      ? (said.get(olderFile(of)) ?? '').matchAll(/^\S+ (\d{1,20})$/gm)
      : newer.matchAll(new RegExp(` ${rateWords[of]}=(\\d{1,20})`, 'g'));
  return [...found].map(([, digits]) => Number(digits));
}
