import { describe, expect, it } from 'vitest';
import { parseProgram, simulate } from './bpf.ts';

/** Kills foreign architectures and x32; denies call 1 when the lowest byte of its first argument is above 3. */
const program = [
  { code: 0x20, jt: 0, jf: 0, k: 4 },
  { code: 0x15, jt: 0, jf: 6, k: 0xc000_003e },
  { code: 0x20, jt: 0, jf: 0, k: 0 },
  { code: 0x35, jt: 4, jf: 0, k: 0x4000_0000 },
  { code: 0x15, jt: 0, jf: 4, k: 1 },
  { code: 0x20, jt: 0, jf: 0, k: 16 },
  { code: 0x54, jt: 0, jf: 0, k: 0xff },
  { code: 0x25, jt: 2, jf: 1, k: 3 },
  { code: 0x06, jt: 0, jf: 0, k: 0 },
  { code: 0x06, jt: 0, jf: 0, k: 0x7fff_0000 },
  { code: 0x06, jt: 0, jf: 0, k: 0x0005_0001 },
];

describe('simulate', () => {
  it.each([
    ['a foreign architecture', 0x4000_0003, 1, 0n, 0],
    ['a number of x32', 0xc000_003e, 0x4000_0001, 0n, 0],
    ['the lower byte within', 0xc000_003e, 1, 0xff03n, 0x7fff_0000],
    ['the lower byte above', 0xc000_003e, 1, 0xff04n, 0x0005_0001],
    ['only the upper half set', 0xc000_003e, 1, 0x7_0000_0000n, 0x7fff_0000],
    ['another number', 0xc000_003e, 2, 0xffn, 0x7fff_0000],
  ])('%s', (_name, arch, nr, argument, expected) => {
    expect(simulate(program, { arch, nr, args: [argument] })).toBe(expected);
  });

  it('refuses what no filter contains', () => {
    expect(() => simulate([{ code: 0x07, jt: 0, jf: 0, k: 0 }], { arch: 0, nr: 0, args: [] })).toThrow(/code 0x7/);
    expect(() => simulate([], { arch: 0, nr: 0, args: [] })).toThrow(RangeError);
  });

  it('reads struct sock_filter', () => {
    expect(parseProgram(Uint8Array.of(0x15, 0, 1, 2, 0x3e, 0, 0, 0xc0))).toEqual([{ code: 0x15, jt: 1, jf: 2, k: 0xc000_003e }]);
  });
});
