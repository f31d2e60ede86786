import { byDefault, type Entries, type Field, isUnknown, knownValue, type Linux, mapField } from '../model/index.ts';
import type { Context } from './context.ts';
import { matchesPath } from './path-pattern.ts';
import { underPrivilege } from './privileged.ts';

/** Masked and read-only paths: the engine's lists, less what is unmasked, plus what is masked; none under privilege. */
export function kernelViewsOf(context: Context): Pick<Linux, 'maskedPaths' | 'readonlyPaths'> {
  const { declared, defaults, privilege } = context;
  const { maskedPaths, readonlyPaths, mask, unmask } = declared.linux;
  const masked = maskedPaths ?? underPrivilege(privilege, [], () => unmasked(defaults.maskedPaths, unmask, defaults.from));
  const readonly = readonlyPaths ?? underPrivilege(privilege, [], () => unmasked(defaults.readonlyPaths, unmask, defaults.from));
  return {
    ...(masked === undefined ? {} : { maskedPaths: withMore(masked, mask) }),
    ...(readonly === undefined ? {} : { readonlyPaths: readonly }),
  };
}

function unmasked(paths: readonly string[], unmask: Entries<string> | undefined, from: string): Field<readonly string[]> {
  const first = unmask?.[0];
  if (unmask === undefined || first === undefined) return byDefault(paths, from);
  const doubt = unmask.find(isUnknown);
  if (doubt !== undefined) return doubt;
  const patterns = unmask.map(knownValue).filter((pattern) => pattern !== undefined);
  if (patterns.some((pattern) => pattern.toUpperCase() === 'ALL')) return byDefault([], 'unmask=ALL', first.origin);
  const left = paths.filter((path) => !patterns.some((pattern) => matchesPath(pattern, path)));
  return left.length === paths.length ? byDefault(paths, from) : byDefault(left, `${from} less unmask=${patterns.join(':')}`, first.origin);
}

function withMore(masked: Field<readonly string[]>, mask: Entries<string> | undefined): Field<readonly string[]> {
  if (mask === undefined || mask.length === 0) return masked;
  const doubt = mask.find(isUnknown);
  if (doubt !== undefined) return doubt;
  const more = mask.map(knownValue).filter((path) => path !== undefined);
  return mapField(masked, (paths) => [...new Set([...paths, ...more])]);
}
