import { type Field, type Mount, type MountType, type Origin, unknown, written } from '../../../model/index.ts';
import { cleanPath } from '../../../text/path.ts';
import { hasHole, reasonFor } from '../../../text/shell/holes.ts';
import { type Draft, type Option, textField } from '../draft.ts';
import { volumeUnit } from '../references.ts';
import { lastOf, type QuadletUnit } from '../unit.ts';
import { mountOptions } from './mount-options.ts';

type Source = Pick<Mount, 'type' | 'source' | 'readonly' | 'propagation' | 'options' | 'size'>;

export const containerPath = (text: string, origin: Origin): Field<string> =>
  hasHole(text) ? textField(text, origin) : written(text.startsWith('/') ? cleanPath(text) : text, origin);

/** What is mounted: a path, the name of a volume, or a .volume unit (Podman 5.8 quadlet.go handleStorageSource). */
export function sourceOf(draft: Draft, option: Option, text: string): Source {
  const { origin } = option;
  if (/^[./~]/.test(text)) return { type: written('bind', origin), source: hostPath(text, origin) };
  const reason = reasonFor(text);
  // A volume's name holds no slash.
  if (reason !== undefined)
    return { type: text.includes('/') ? written('bind', origin) : unknown(reason, origin), source: textField(text, origin) };
  if (!text.endsWith('.volume')) return { type: written('volume', origin), source: written(text, origin) };
  const unit = volumeUnit(draft, option, text);
  return unit === undefined ? { type: unknown(`${text} was not read`, origin) } : ofUnit(draft, unit, option);
}

/** A path relative to the unit stays relative: the unit's folder is the declaration's. */
export function hostPath(text: string, origin: Origin): Field<string> {
  if (hasHole(text)) return textField(text, origin);
  const clean = cleanPath(text);
  return written(/^(?:[/~]|\.\.?(?:\/|$))/.test(clean) ? clean : `./${clean}`, origin);
}

/** A volume of the local driver is whatever mount(8) makes of its Device=, Type= and Options= (podman-volume-create(1)). */
function ofUnit(draft: Draft, unit: QuadletUnit, option: Option): Source {
  const driver = lastOf(unit, 'Driver');
  const device = lastOf(unit, 'Device');
  const type = lastOf(unit, 'Type');
  const said = lastOf(unit, 'Options');
  const name = lastOf(unit, 'VolumeName')?.text ?? `systemd-${unit.stem}`;
  const at = (device ?? type ?? said)?.origin ?? option.origin;
  if (driver?.text === 'image') return { type: written('image', driver.origin) };
  const options =
    said === undefined ? {} : mountOptions(draft, { ...option, name: 'Options=', origin: said.origin }, said.text.split(','), true);
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
