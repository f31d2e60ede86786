import { placeOf } from '../text/lines.ts';
import type { Drift, Side } from './drift.ts';

/** Both sides with their grounds: "linux.resources.memory.limit: declared 512 MiB (compose.yaml:12), observed unlimited (/sys/fs/cgroup/…): weaker". */
export function sayDrift({ path, effective, observed, direction }: Drift): string {
  const asked = effective.field.state === 'written' ? `declared ${effective.value}` : `by default ${effective.value}`;
  return `${path}: ${asked} (${groundOf(effective)}), observed ${observed.value} (${groundOf(observed)})${tails[direction]}`;
}

const tails = { weaker: ': the engine did not apply it', stronger: ': more than was asked for', different: '' } as const;

/** "compose.yaml:12", "/sys/fs/cgroup/memory/web/memory.limit_in_bytes", "Docker 28 default". */
export function groundOf({ field }: Side): string {
  if (field.state === 'unknown') return field.because;
  const { origin } = field;
  if (origin === undefined) return field.state === 'default' ? field.from : '';
  const { file, line } = placeOf(origin);
  const place = /^(?:\/(?:proc|sys)\/|inside:|command line of )/.test(file) ? file : `${file}:${line}`;
  return field.state === 'default' ? `${field.from}, ${place}` : place;
}
