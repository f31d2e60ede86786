import { describe, expect, it } from 'vitest';
import { architectures, dangerousSyscalls, errnoName, errnoOf, isSyscall, nameOf, numberOf, syscallsOf, x32Bit } from './index.ts';

describe('the numbers of syscalls', () => {
  it.each([
    ['x86_64', 'read', 0],
    ['x86_64', 'set_mempolicy_home_node', 450],
    ['x86_64', 'uretprobe', 335],
    ['x86', 'socketcall', 102],
    ['x86', 'clock_gettime64', 403],
    ['x32', 'ioctl', x32Bit + 514],
    ['aarch64', 'openat', 56],
    ['arm', 'set_tls', 983_045],
    ['arm', 'arm_fadvise64_64', 270],
    ['aarch64', 'mseal', 462],
  ] as const)('%s %s', (architecture, name, number) => {
    expect(numberOf(architecture, name)).toBe(number);
    expect(nameOf(architecture, number)).toBe(name);
  });

  it.each(architectures)('no number of %s stands twice', (architecture) => {
    const numbers = syscallsOf(architecture).map(([, number]) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.length).toBeGreaterThan(300);
  });

  it('every dangerous name is a syscall', () => {
    expect([...dangerousSyscalls.keys()].filter((name) => !isSyscall(name))).toEqual([]);
  });

  it('names of errors', () => {
    expect([errnoOf('ENOSYS'), errnoOf('ENOTSUP'), errnoOf('NONE'), errnoName(13), errnoName(999)]).toEqual([
      38,
      95,
      undefined,
      'EACCES',
      '999',
    ]);
  });
});
