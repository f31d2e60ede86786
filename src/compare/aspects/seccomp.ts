import { callCount, openByDefault } from '../../facts/syscalls/index.ts';
import { type Container, isKnown, isUnknown, knownValue, type Seccomp } from '../../model/index.ts';
import { type Aspect, type Measure, type Trait, traitOf, unknownTrait } from '../trait.ts';

export const seccomp: Aspect = {
  kind: 'seccomp',
  subject: () => 'seccomp',
  traits: ({ linux }) => traitOf('profile', linux.seccomp, 'high', measure),
};

function measure({ profile, path }: Seccomp): Measure {
  if (profile === 'unconfined') return { width: 1, said: 'off', gives: 'every system call of the kernel is open to it' };
  return profile === 'default' ? { width: 0, said: "the engine's own profile" } : { width: 0, said: `the profile ${path ?? '(unnamed)'}` };
}

/** How many calls of x86_64 pass, wholly or for some arguments. */
export const attackSurface: Aspect = {
  kind: 'attack-surface',
  subject: () => 'attack surface',
  counts: true,
  traits(container) {
    const field = container.linux.seccomp;
    if (!isKnown(field)) return [];
    const count = countOf(container, field.value);
    if (typeof count !== 'number') return count;
    const severity = count > defaultCount(container) ? 'medium' : 'low';
    return [{ key: 'syscalls', width: count, value: String(count), said: `${count} syscalls`, severity, field }];
  },
  say: (base, head) =>
    base?.width === undefined || head?.width === undefined ? {} : { short: `attack surface ${base.width} → ${head.width} syscalls` },
};

function countOf(container: Container, { profile }: Seccomp): number | Trait[] {
  if (profile === 'unconfined') return callCount();
  if (profile === 'default') {
    const unsure = container.process.capabilities?.bounding?.find(isUnknown);
    return unsure === undefined
      ? defaultCount(container)
      : [
          unknownTrait(
            'syscalls',
            { because: `the engine's profile rests on capabilities: ${unsure.because}`, origin: unsure.origin },
            'low',
          ),
        ];
  }
  const strength = container.linux.seccompStrength;
  if (strength === undefined) return [];
  if (isUnknown(strength)) return [unknownTrait('syscalls', strength, 'medium')];
  const [own] = strength.value.architectures;
  return own === undefined ? [] : own.allowed + own.depends;
}

function defaultCount({ engine, engineVersion, process }: Container): number {
  const held = new Set((process.capabilities?.bounding ?? []).flatMap((entry) => knownValue(entry) ?? []));
  return openByDefault(engine, engineVersion, held).open;
}
