import type { DeviceRate } from '../../model/index.ts';

/** The keys of `blkio_config` for how fast a disk may be used. */
export const rateKeys: Readonly<Record<DeviceRate['of'], string>> = {
  'read bytes': 'device_read_bps',
  'read operations': 'device_read_iops',
  'write bytes': 'device_write_bps',
  'write operations': 'device_write_iops',
};
