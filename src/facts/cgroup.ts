import type { DeviceRate } from '../model/index.ts';

/** Microseconds of one period of the CPU controller. Source: Linux 6.12 Documentation/scheduler/sched-bwc.rst; moby and the kubelet set the same. */
export const cpuPeriod = 100_000;

/** Files of version 1 that hold rates of disks: "254:0 1048576" a line. Source: Linux 6.12 block/blk-throttle.c throtl_legacy_files. */
export const rateFiles: Readonly<Record<DeviceRate['of'], string>> = {
  'read bytes': 'blkio.throttle.read_bps_device',
  'write bytes': 'blkio.throttle.write_bps_device',
  'read operations': 'blkio.throttle.read_iops_device',
  'write operations': 'blkio.throttle.write_iops_device',
};

/** Words of `io.max`, the one file of version 2: "254:0 rbps=1048576 wbps=max riops=max wiops=max" a line. Source: tg_prfill_limit of the same file. */
export const rateWords: Readonly<Record<DeviceRate['of'], string>> = {
  'read bytes': 'rbps',
  'write bytes': 'wbps',
  'read operations': 'riops',
  'write operations': 'wiops',
};
