import { describe, expect, it } from 'vitest';
import { doorOf, doors, isSyscall } from '../../facts/syscalls/index.ts';
import type { SeccompStrength } from '../../model/index.ts';
import { compile } from './compile.ts';
import { readProfile } from './read.ts';
import { resolveProfile } from './resolve.ts';
import { strengthOf } from './strength.ts';

const allow = (names: readonly string[], args: readonly unknown[] = []) => ({ names, action: 'SCMP_ACT_ALLOW', args });

function strength(json: object, atStart: readonly string[] = []): SeccompStrength {
  const { profile } = readProfile({ path: 'web.json', text: JSON.stringify(json, null, 1) });
  if (profile === undefined) throw new Error('no profile');
  const resolved = resolveProfile(profile, { reader: 'oci', native: 'x86_64', capabilities: new Set(), kernel: { major: 6, minor: 1 } });
  const filter = compile(resolved, { knows: (name) => isSyscall(name), enosys: 'listed and native' });
  if ('refused' in filter) throw new Error(filter.refused);
  return strengthOf(profile, filter, atStart);
}

const ids = ({ open }: SeccompStrength): readonly string[] => open.map(({ id }) => id);

const errno = { defaultAction: 'SCMP_ACT_ERRNO' };

describe('strengthOf', () => {
  it.each([
    ['clone without a look at its flags', [allow(['clone'])], ['clone(CLONE_NEWUSER)']],
    ['clone with its flags looked at', [allow(['clone'], [{ index: 0, value: 0x7e02_0000, valueTwo: 0, op: 'SCMP_CMP_MASKED_EQ' }])], []],
    ['sockets but for two families', [allow(['socket'], [{ index: 0, value: 38, op: 'SCMP_CMP_LT' }])], []],
    ['sockets but for one family', [allow(['socket'], [{ index: 0, value: 40, op: 'SCMP_CMP_NE' }])], ['socket(AF_ALG)']],
    ['an ordinary personality', [allow(['personality'], [{ index: 0, value: 0, op: 'SCMP_CMP_EQ' }])], []],
    ['any personality', [allow(['personality'])], ['personality(ADDR_NO_RANDOMIZE)']],
    ['what is logged passes', [{ names: ['bpf'], action: 'SCMP_ACT_LOG' }], ['bpf']],
    ['reading and writing', [allow(['read', 'write'])], []],
  ])('%s', (_name, syscalls, open) => expect(ids(strength({ ...errno, syscalls }))).toEqual(open));

  it('names the line of the rule, and counts', () => {
    const result = strength({ ...errno, syscalls: [allow(['read', 'mount'])] });
    expect(result).toMatchObject({ file: 'web.json', defaultAction: 'errno EPERM', allowsByDefault: false, defaultLine: 2 });
    expect(result.open).toEqual([{ id: 'mount', line: 7 }]);
    expect(result.architectures).toEqual([
      { architecture: 'x86_64', total: expect.any(Number), allowed: 2, denied: expect.any(Number), depends: 0 },
    ]);
  });

  it('with everything allowed, every door of the machine is open', () => {
    const result = strength({ defaultAction: 'SCMP_ACT_ALLOW' });
    expect(result.allowsByDefault).toBe(true);
    const missing = doors.map(({ id }) => id).filter((id) => !ids(result).includes(id));
    // Only 32-bit kernels have it.
    expect(missing).toEqual(['stime']);
  });

  it('says which architecture leaves a door open that the own one has not', () => {
    const result = strength({ ...errno, architectures: ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86'], syscalls: [allow(['stime'])] });
    expect(result.open).toEqual([{ id: 'stime', only: 'x86', line: expect.any(Number) }]);
  });

  it('a tracer or an agent is asked', () => {
    const result = strength({
      ...errno,
      syscalls: [
        { names: ['mount'], action: 'SCMP_ACT_NOTIFY' },
        { names: ['bpf'], action: 'SCMP_ACT_TRACE' },
      ],
    });
    expect(ids(result)).toEqual([]);
    expect(result.asked).toEqual(['bpf', 'mount']);
  });

  it('says what the runtime could not call', () => {
    expect(strength({ ...errno, syscalls: [allow(['read', 'execve'])] }, ['execve', 'write']).deniedAtStart).toEqual(['write']);
  });
});

it('every door is found by its id', () => {
  for (const door of doors) expect(doorOf(door.id)).toBe(door);
});
