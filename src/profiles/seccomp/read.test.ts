import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readProfile } from './read.ts';

const read = (text: string) => readProfile({ path: 'p.json', text });
const rule = (fields: string): string =>
  `{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"names":["read"],"action":"SCMP_ACT_ALLOW",${fields}}]}`;

/** name, profile, what stands where the one problem is, what it says */
const wrong: readonly (readonly [string, string, string, RegExp])[] = [
  [
    'an action in lower case',
    '{"defaultAction":"scmp_act_errno"}',
    '"scmp_act',
    /scmp_act_errno is no action \(did you mean SCMP_ACT_ERRNO\?\)/,
  ],
  ['no default action', '{"syscalls":[]}', '{', /no defaultAction/],
  [
    'a slip in a name',
    '{"defaultAction":"SCMP_ACT_LOG",\n"syscalls":[{"names":["raed"],"action":"SCMP_ACT_ALLOW"}]}',
    '"raed',
    /raed is no syscall/,
  ],
  ['an operator that is none', rule('"args":[{"index":0,"value":1,"op":"SCMP_CMP_EG"}]'), '"SCMP_CMP_EG', /did you mean SCMP_CMP_/],
  ['a negative value', rule('"args":[{"index":0,"value":-1,"op":"SCMP_CMP_EQ"}]'), '-1', /whole number from 0/],
  [
    'an architecture that is none',
    '{"defaultAction":"SCMP_ACT_LOG","architectures":["SCMP_ARCH_AMD64"]}',
    '"SCMP_ARCH_AMD64',
    /SCMP_ARCH_AMD64 is no architecture/,
  ],
  ['a flag that is none', '{"defaultAction":"SCMP_ACT_LOG","flags":["LOG"]}', '"LOG', /LOG is no flag/],
  ['a key that engines pass over', rule('"include":{"caps":[]}'), '"include"', /include is no key here \(did you mean includes\?\)/],
  ['name beside names', rule('"name":"write"'), '"name"', /name and names/],
  ['a kernel that is none', rule('"includes":{"minKernel":"4"}'), '"4', /4 is no kernel version/],
  ['text that is no object', '[]', '[', /is a JSON object/],
];

describe('readProfile', () => {
  it('does not read what is far longer than any profile', () => {
    const { profile, problems } = read(`{"defaultAction":"SCMP_ACT_ERRNO"${' '.repeat(1024 * 1024)}}`);
    expect(profile).toBeUndefined();
    expect(problems.map(({ message }) => message)).toEqual([expect.stringMatching(/too many for a seccomp profile, the limit is 1048576/)]);
  });
  for (const [name, text, place, message] of wrong) {
    it(`complains of ${name}`, () => {
      const { problems } = read(text);
      expect(problems).toHaveLength(1);
      const { line = 0, column = 0 } = problems[0] ?? {};
      expect(
        text
          .split('\n')
          [line - 1]?.slice(column - 1)
          .startsWith(place),
        `${line}:${column}`,
      ).toBe(true);
      expect(problems[0]?.message).toMatch(message);
    });
  }

  it('keeps all 64 bits of a value', () => {
    const { profile, problems } = read(
      rule('"args":[{"index":0,"value":18446744073709551615,"valueTwo":9007199254740993,"op":"SCMP_CMP_EQ"}]'),
    );
    expect(problems).toEqual([]);
    expect(profile?.rules[0]?.conditions).toEqual([{ index: 0, op: 'EQ', value: 2n ** 64n - 1n, valueTwo: 9007199254740993n }]);
  });

  it('takes the profile out of a whole config.json', () => {
    const { profile } = read('{"linux":{"seccomp":{"defaultAction":"SCMP_ACT_KILL","listenerPath":"/s"}}}');
    expect(profile).toMatchObject({ defaultAction: 'kill_thread', listenerPath: '/s' });
  });

  it("reads Podman's names of errors", () => {
    expect(read('{"defaultAction":"SCMP_ACT_ERRNO","defaultErrno":"ENOSYS"}').profile?.defaultErrno).toBe(38);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.json(), (text) => void read(text)));
    fc.assert(fc.property(fc.string(), (text) => void read(`{"defaultAction":"SCMP_ACT_LOG","syscalls":${text}`)));
  });
});
