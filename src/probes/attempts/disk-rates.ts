import type { DeviceRate } from '../../model/index.ts';

/** A rate whose device goes by another name inside. */
export type AskedRate = Pick<DeviceRate, 'of' | 'rate'>;

/** Files of version 1 below /sys/fs/cgroup, by what they limit: "254:0 1048576" a line. */
const files: Readonly<Record<DeviceRate['of'], string>> = {
  'read bytes': 'blkio/blkio.throttle.read_bps_device',
  'write bytes': 'blkio/blkio.throttle.write_bps_device',
  'read operations': 'blkio/blkio.throttle.read_iops_device',
  'write operations': 'blkio/blkio.throttle.write_iops_device',
};

/** Words of the one file of version 2: "254:0 rbps=1048576 wbps=max riops=max wiops=max" a line. */
const words: Readonly<Record<DeviceRate['of'], string>> = {
  'read bytes': 'rbps',
  'write bytes': 'wbps',
  'read operations': 'riops',
  'write operations': 'wiops',
};

export const olderRateFiles: readonly string[] = Object.values(files);

/** The first that a control group does not hold to, or to less, by what its files say. An engine leaves one out that its kernel has not. */
export const missingRate = (asked: readonly AskedRate[], said: ReadonlyMap<string, string>): AskedRate | undefined =>
  asked.find(({ of, rate }) => !ratesIn(of, said).some((held) => held <= rate));

function ratesIn(of: DeviceRate['of'], said: ReadonlyMap<string, string>): readonly number[] {
  const newer = said.get('io.max');
  const found =
    newer === undefined
      ? (said.get(files[of]) ?? '').matchAll(/^\S+ (\d{1,20})$/gm)
      : newer.matchAll(new RegExp(` ${words[of]}=(\\d{1,20})`, 'g'));
  return [...found].map(([, digits]) => Number(digits));
}
