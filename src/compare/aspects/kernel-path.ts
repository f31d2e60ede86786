import { type Container, type Field, isKnown, isUnknown } from '../../model/index.ts';
import { anyKey } from '../differences.ts';
import { type Aspect, type Trait, unknownTrait } from '../trait.ts';

/** Paths of /proc and /sys that the runtime covers (0) or makes read-only (1). One that neither list names is open (2). */
export const kernelPath: Aspect = {
  kind: 'kernel-path',
  absent: { width: 2, said: 'open' },
  reason: ({ linux }) => linux.maskedPaths ?? linux.readonlyPaths,
  traits({ linux }: Container) {
    const covered = listed(linux.maskedPaths, 0, 'covered');
    const keys = new Set(covered.map(({ key }) => key));
    return [...covered, ...listed(linux.readonlyPaths, 1, 'read-only').filter(({ key }) => !keys.has(key))];
  },
};

function listed(field: Field<readonly string[]> | undefined, width: number, said: string): Trait[] {
  if (field === undefined) return [];
  if (isUnknown(field)) return [unknownTrait(anyKey(field.because), field, 'medium')];
  return isKnown(field) ? field.value.map((key): Trait => ({ key, width, value: said, said, severity: 'medium', field })) : [];
}
