import { describe, expect, it } from 'vitest';
import { isSyscall } from '../../facts/syscalls/index.ts';
import { actionOf } from './actions.ts';
import { auditArch } from './arches.ts';
import { compile, type RuntimeFacts } from './compile.ts';
import { decide } from './decide.ts';
import { readProfile } from './read.ts';
import { type Circumstances, resolveProfile } from './resolve.ts';

interface Written {
  readonly names: readonly string[];
  readonly action?: string;
  readonly errnoRet?: number;
  readonly args?: readonly (readonly [index: number, op: string, value: number, valueTwo?: number])[];
  readonly includes?: unknown;
  readonly excludes?: unknown;
}

const runc: RuntimeFacts = { knows: (name) => isSyscall(name), enosys: 'listed and native' };
const here: Circumstances = { reader: 'docker', native: 'x86_64', capabilities: new Set(['CAP_CHOWN']), kernel: { major: 6, minor: 1 } };

function filterOf(syscalls: readonly Written[], more: object = {}, about: Partial<Circumstances> = {}, runtime = runc) {
  const rules = syscalls.map(({ args = [], action = 'ALLOW', ...rule }) => ({
    ...rule,
    action: `SCMP_ACT_${action}`,
    args: args.map(([index, op, value, valueTwo = 0]) => ({ index, op: `SCMP_CMP_${op}`, value, valueTwo })),
  }));
  const text = JSON.stringify({ defaultAction: 'SCMP_ACT_ERRNO', syscalls: rules, ...more });
  const { profile } = readProfile({ path: 'p.json', text });
  if (profile === undefined) throw new Error(text);
  return compile(resolveProfile(profile, { ...here, ...about }), runtime);
}

function answer(filter: ReturnType<typeof filterOf>, nr: number, args: readonly number[] = [], arch = auditArch.x86_64): string {
  if ('refused' in filter) return filter.refused;
  const { action, errno } = actionOf(decide(filter, { arch, nr, args: args.map(BigInt) }).value);
  return errno === undefined ? action : `${action} ${errno}`;
}

const [read, socket, clone, mount, personality, statx] = [0, 41, 56, 165, 135, 332];
const mask = filterOf([{ names: ['clone'], args: [[0, 'MASKED_EQ', 0x7e02_0000]] }, { names: ['statx'] }]);
const twice = filterOf([
  {
    names: ['socket', 'statx'],
    args: [
      [0, 'GT', 5],
      [0, 'LT', 3],
    ],
  },
]);
const caps = { names: ['mount', 'statx'], includes: { caps: ['CAP_SYS_ADMIN'] } };
const kernel = { names: ['mount', 'statx'], includes: { minKernel: '6.2' } };
const door = filterOf([{ names: ['socket'], args: [[0, 'EQ', 2]] }, { names: ['statx'] }], { architectures: ['SCMP_ARCH_X86'] });

/** what, the answer, what it should be */
const rows: readonly (readonly [string, string, string])[] = [
  ['a masked argument that fits', answer(mask, clone, [0x11]), 'allow'],
  ['a masked argument that does not', answer(mask, clone, [0x1000_0000]), 'errno 1'],
  ['no rule: the default', answer(mask, mount), 'errno 1'],
  ['above the last named number', answer(mask, statx + 1), 'errno 38'],
  ['crun does not do that', answer(filterOf([{ names: ['statx'] }], {}, {}, { ...runc, enosys: 'nowhere' }), statx + 1), 'errno 1'],
  [
    'nor runc when the default lets through',
    answer(filterOf([{ names: ['mount'], action: 'ERRNO' }], { defaultAction: 'SCMP_ACT_ALLOW' }), 400),
    'allow',
  ],
  ['read alone counts as no number', answer(filterOf([{ names: ['read'] }]), 400), 'errno 1'],
  ['two conditions on one argument: either', answer(twice, socket, [1]), 'allow'],
  ['two conditions on one argument: neither', answer(twice, socket, [4]), 'errno 1'],
  [
    'the first unconditional rule wins',
    answer(filterOf([{ names: ['read', 'statx'] }, { names: ['read'], action: 'KILL' }]), read),
    'allow',
  ],
  [
    'an unconditional rule replaces conditions',
    answer(filterOf([{ names: ['socket'], args: [[0, 'EQ', 1]] }, { names: ['socket', 'statx'] }]), socket, [9]),
    'allow',
  ],
  ['a capability that is there', answer(filterOf([caps], {}, { capabilities: new Set(['CAP_SYS_ADMIN']) }), mount), 'allow'],
  ['a capability that is not', answer(filterOf([caps, { names: ['statx'] }]), mount), 'errno 1'],
  ['a bundle knows no includes', answer(filterOf([caps], {}, { reader: 'oci' }), mount), 'allow'],
  ['an older kernel', answer(filterOf([kernel, { names: ['statx'] }]), mount), 'errno 1'],
  ['Podman does not look at the kernel', answer(filterOf([kernel], {}, { reader: 'podman' }), mount), 'allow'],
  ['an architecture that is not listed', answer(mask, 5, [], auditArch.aarch64), 'kill_thread'],
  ['x32 that is not listed', answer(mask, 0x4000_0000), 'kill_thread'],
  ["x86's socket itself", answer(door, 359, [2], auditArch.x86), 'allow'],
  ["x86's socketcall with the number of socket, whatever the domain", answer(door, 102, [1], auditArch.x86), 'allow'],
  ["x86's socketcall for bind", answer(door, 102, [2], auditArch.x86), 'errno 1'],
  [
    'an error number that is too large',
    answer(filterOf([{ names: ['mount'], action: 'ERRNO', errnoRet: 4095 }]), mount),
    'the error number 4095 is too large: 4094 is the last',
  ],
  [
    'an argument that is none',
    answer(filterOf([{ names: ['read'], args: [[6, 'EQ', 0]] }]), read),
    'a syscall has no argument 6: 0 is the first and 5 the last',
  ],
  [
    'a rule that contradicts another',
    answer(
      filterOf([
        { names: ['personality'], args: [[0, 'EQ', 8]] },
        { names: ['personality'], action: 'KILL', args: [[0, 'EQ', 8]] },
      ]),
      personality,
    ),
    'this rule for personality contradicts an earlier one on the same arguments',
  ],
];

describe('decide', () => {
  it.each(rows)('%s', (_what, given, expected) => {
    expect(given).toBe(expected);
  });

  it('names the rule', () => {
    if ('refused' in mask) throw new Error(mask.refused);
    expect(decide(mask, { arch: auditArch.x86_64, nr: clone, args: [0n] })).toMatchObject({ reason: 'rule', rule: 0 });
  });

  it('says where libseccomp writes the rules down wrongly', () => {
    const conditions: Written[] = [
      {
        names: ['personality'],
        args: [
          [1, 'NE', 3],
          [0, 'LT', 0x1_0000_0000],
        ],
      },
      { names: ['personality', 'statx'], args: [[0, 'GE', 0xffff_ffff]] },
    ];
    const filter = filterOf(conditions);
    if ('refused' in filter) throw new Error(filter.refused);
    const call = { arch: auditArch.x86_64, nr: personality, args: [0x1_0000_0000n, 0x2_0000_0003n] };
    expect(decide(filter, call)).toEqual({ value: 0x0005_0001, reason: 'mistake of libseccomp' });
  });
});
