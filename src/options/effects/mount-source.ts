import { type Field, type Mount, type MountType, type Origin, unknown, written } from '../../model/index.ts';
import { cleanPath } from '../../text/path.ts';
import { hasHole, reasonFor, withFolder } from '../../text/shell/index.ts';
import { type Draft, type MountSource, type Option, textField } from '../draft.ts';

/** A path of the host as the engine sees it: $PWD is a folder of the project, a relative path stays relative. */
export function hostPath(text: string, origin: Origin): Field<string> {
  const path = withFolder(text);
  return hasHole(path) ? textField(path, origin) : written(tidyPath(path), origin);
}

/** As people write one: "./data". */
function tidyPath(path: string): string {
  const clean = cleanPath(path);
  return /^(?:[/~]|\\\\|\.\.?(?:\/|$))/.test(clean) ? clean : `./${clean}`;
}

export const containerPath = (text: string, origin: Origin): Field<string> =>
  hasHole(text) ? textField(text, origin) : written(text.startsWith('/') ? tidyPath(text) : text, origin);

/**
 * What stands before the first colon is a path or the name of a volume.
 * Sources: docker/cli 29 internal/volumespec, Podman 5 pkg/specgen/volumes.go GenVolumeMounts.
 */
export function sourceOf(draft: Draft, option: Option, source: string): MountSource {
  const { origin } = option;
  const type = sourceType(source, origin, draft.engine);
  if (type.state === 'written' && type.value === 'bind') return { type, source: hostPath(source, origin) };
  return draft.volume?.(option, source) ?? { type, source: textField(source, origin) };
}

function sourceType(source: string, origin: Origin, engine: Draft['engine']): Field<MountType> {
  const path = withFolder(source);
  if (/^[./~]/.test(path) || (engine === 'docker' && path.startsWith('\\\\'))) return written('bind', origin);
  const reason = reasonFor(path);
  // A volume's name holds no slash.
  if (reason !== undefined && path.includes('/')) return written('bind', origin);
  if (reason !== undefined && /^\ufdd0/.test(path)) return unknown(reason, origin);
  return written('volume', origin);
}

/** What the mount itself says counts more than what its volume says; the options of both apply. */
export function combined(source: MountSource, own: Partial<Mount>): MountSource {
  const options = [...(source.options ?? []), ...(own.options ?? [])];
  return { ...source, ...own, ...(options.length === 0 ? {} : { options }) };
}
