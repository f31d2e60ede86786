/** The sections of a volume's short syntax: `[SOURCE:]TARGET[:OPTIONS]`. */
export interface VolumeSpec {
  readonly source?: string;
  readonly target: string;
  readonly options: readonly string[];
}

/**
 * A drive letter is not a section of its own: `C:\data:/data`.
 * Undefined: an empty section, or too many. Source: compose-go 2 format/volume.go ParseVolume.
 */
export function parseVolumeSpec(spec: string): VolumeSpec | undefined {
  if (spec === '') return undefined;
  if (spec.length <= 2) return { target: spec, options: [] };
  const sections: string[] = [];
  let start = 0;
  for (let at = 0; at <= spec.length; at++) {
    if (at < spec.length && spec[at] !== ':') continue;
    const section = spec.slice(start, at);
    if (at < spec.length && /^[A-Za-z]$/.test(section)) continue;
    if (section === '') return undefined;
    sections.push(section);
    start = at + 1;
  }
  const [first = '', second, options, ...more] = sections;
  if (more.length > 0) return undefined;
  if (second === undefined) return { target: first, options: [] };
  return { source: first, target: second, options: options?.split(',') ?? [] };
}

/** A path on the host, and not the name of a volume. Source: compose-go 2 format/volume.go isFilePath. */
export const isFilePath = (source: string): boolean => /^(?:[./~]|\\\\|[A-Za-z]:)/.test(source);
