import type { DeviceRate } from '../../model/index.ts';

/** The options of `docker run` and `podman run` for how fast a disk may be used. */
export const rateFlags: Readonly<Record<DeviceRate['of'], string>> = {
  'read bytes': 'device-read-bps',
  'read operations': 'device-read-iops',
  'write bytes': 'device-write-bps',
  'write operations': 'device-write-iops',
};
