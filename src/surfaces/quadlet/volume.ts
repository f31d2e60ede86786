import { type MountType, unknown, written } from '../../model/index.ts';
import { type Around, type MountSource, type Option, textField } from '../../options/draft.ts';
import { mountOptions } from '../../options/effects/mount-options.ts';
import { hostPath } from '../../options/effects/mount-source.ts';
import { reasonFor } from '../../text/shell/holes.ts';
import type { QuadletUnit } from './quadlet-unit.ts';
import { lastOf } from './unit.ts';

/** What a .volume unit stands for; undefined: `name` is no unit's. `unitOf` gives the unit (Podman 5.8 quadlet.go handleStorageSource). */
export function volumeOf(around: Around, option: Option, name: string, unitOf: () => QuadletUnit | undefined): MountSource | undefined {
  if (!name.endsWith('.volume')) return undefined;
  const reason = reasonFor(name);
  const unit = reason === undefined ? unitOf() : undefined;
  return unit === undefined ? { type: unknown(reason ?? `${name} was not read`, option.origin) } : ofUnit(around, unit, option);
}

/** A volume of the local driver is whatever mount(8) makes of its Device=, Type= and Options= (podman-volume-create(1)). */
function ofUnit(around: Around, unit: QuadletUnit, option: Option): MountSource {
  const driver = lastOf(unit, 'Driver');
  const device = lastOf(unit, 'Device');
  const type = lastOf(unit, 'Type');
  const said = lastOf(unit, 'Options');
  const name = lastOf(unit, 'VolumeName')?.text ?? `systemd-${unit.stem}`;
  const at = (device ?? type ?? said)?.origin ?? option.origin;
  if (driver?.text === 'image') return { type: written('image', driver.origin) };
  const options =
    said === undefined ? {} : mountOptions(around, { ...option, name: 'Options=', origin: said.origin }, said.text.split(','), true);
  const kind = kindOf(driver?.text, type?.text, said?.text ?? '', device !== undefined);
  const { options: words = [], ...rest } = options;
  const kept = words.filter((word) => word.state !== 'written' || !/^r?bind$/.test(word.value));
  return {
    type: written(kind, at),
    source: kind === 'bind' && device !== undefined ? hostPath(device.text, device.origin) : textField(name, option.origin),
    ...rest,
    ...(kept.length === 0 ? {} : { options: kept }),
  };
}

function kindOf(driver: string | undefined, type: string | undefined, options: string, hasDevice: boolean): MountType {
  if (driver !== undefined && driver !== '' && driver !== 'local') return 'claim';
  if (type === 'tmpfs' || type === 'ramfs') return 'tmpfs';
  if (/^(?:nfs4?|cifs|smb3?|glusterfs|ceph|fuse\..*)$/.test(type ?? '')) return 'claim';
  return hasDevice && (/^r?bind$/.test(type ?? '') || /(?:^|,)r?bind(?:,|$)/.test(options)) ? 'bind' : 'volume';
}
