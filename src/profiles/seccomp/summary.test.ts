import { describe, expect, it } from 'vitest';
import { isSyscall } from '../../facts/syscalls/index.ts';
import { compile, type Filter } from './compile.ts';
import { readProfile } from './read.ts';
import { resolveProfile } from './resolve.ts';
import { standings, widenings } from './summary.ts';

function filterOf(syscalls: readonly object[], architectures: readonly string[] = []): Filter {
  const { profile } = readProfile({ path: 'p.json', text: JSON.stringify({ defaultAction: 'SCMP_ACT_ERRNO', architectures, syscalls }) });
  if (profile === undefined) throw new Error('no profile');
  const about = { reader: 'oci', native: 'x86_64', capabilities: new Set<string>(), kernel: { major: 6, minor: 1 } } as const;
  const filter = compile(resolveProfile(profile, about), { knows: (name) => isSyscall(name), enosys: 'listed and native' });
  if ('refused' in filter) throw new Error(filter.refused);
  return filter;
}

const allow = (names: string[], ...args: object[]) => ({ names, action: 'SCMP_ACT_ALLOW', args });
const masked = allow(['clone'], { index: 0, op: 'SCMP_CMP_MASKED_EQ', value: 0x7e02_0000, valueTwo: 0 });
const narrow = filterOf([allow(['read', 'statx']), masked]);
const wide = filterOf([allow(['read', 'statx', 'clone', 'mount'])]);

describe('standings', () => {
  it('tells allowed, denied and by argument', () => {
    const standing = new Map(standings(narrow, 'x86_64').map((syscall) => [syscall.name, syscall.standing]));
    expect([standing.get('read'), standing.get('mount'), standing.get('clone'), standing.get('clone3')]).toEqual([
      'allowed',
      'denied',
      'depends',
      'denied',
    ]);
  });

  it("sees through x86's doors", () => {
    const filter = filterOf([allow(['socket'], { index: 1, op: 'SCMP_CMP_EQ', value: 1 }), allow(['statx'])], ['SCMP_ARCH_X86']);
    const door = standings(filter, 'x86').find(({ name }) => name === 'socketcall');
    expect(door?.standing).toBe('depends');
  });
});

describe('widenings', () => {
  it('names what one lets through and the other does not, with arguments where they matter', () => {
    const found = widenings(wide, narrow);
    expect(found.map(({ name }) => name)).toEqual(['clone', 'mount']);
    expect((found[0]?.example?.[0] ?? 0n) & 0x7e02_0000n).not.toBe(0n);
    expect(found[1]).not.toHaveProperty('example');
  });

  it('finds nothing the other way round', () => {
    expect(widenings(narrow, wide)).toEqual([]);
  });
});
