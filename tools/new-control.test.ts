import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Checkout, temporaryCheckout } from '../test/support/checkout.ts';

let copy: Checkout;
beforeAll(() => {
  copy = temporaryCheckout();
});
afterAll(() => copy.remove());

const newControl = (...args: string[]) => copy.run('tools/new-control.mjs', ...args);
const textOf = (path: string): string => readFileSync(join(copy.path, path), 'utf8');

describe('npm run new-control', () => {
  it.each([
    ['no name', [], /say a name and a group.*privilege/],
    ['no group', ['sys-chroot'], /say a name and a group/],
    ['a group that is none', ['sys-chroot', 'magic'], /no group "magic"/],
    ['capitals', ['SysChroot', 'privilege'], /no name for a control/],
    ['a path', ['../evil', 'privilege'], /no name for a control/],
    ['a hyphen at the end', ['sys-', 'privilege'], /no name for a control/],
    ['a word of JavaScript', ['default', 'privilege'], /word of JavaScript/],
    ['a name that is taken', ['privileged', 'privilege'], /is there already/],
  ])('%s', (_name, args, message) => {
    const before = textOf('src/controls/index.ts');
    const { status, stderr } = newControl(...args);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
    expect(textOf('src/controls/index.ts')).toBe(before);
  });

  it('makes a control that works, in its place in the list', () => {
    const { status, stdout, stderr } = newControl('sys-chroot', 'privilege');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toContain('src/controls/sys-chroot/control.ts');
    for (const file of ['control.ts', 'control.test.ts', 'README.md'])
      expect(existsSync(join(copy.path, 'src/controls/sys-chroot', file))).toBe(true);

    const index = textOf('src/controls/index.ts');
    expect(index.split("import { sysChroot } from './sys-chroot/control.ts';")).toHaveLength(2);
    expect(placeOf(index, 'sysChroot')).toBeGreaterThan(placeOf(index, 'privileged'));
    expect(placeOf(index, 'sysChroot')).toBeLessThan(placeOf(index, 'seccomp'));

    const biome = copy.run(
      'node_modules/@biomejs/biome/bin/biome',
      'check',
      '--vcs-enabled=false',
      'src/controls/index.ts',
      'src/controls/sys-chroot',
    );
    expect(biome.stderr + biome.stdout).toContain('No fixes applied');
    expect(biome.status).toBe(0);
    const tests = copy.run('node_modules/vitest/vitest.mjs', 'run', 'src/controls/sys-chroot');
    expect(tests.stdout).toMatch(/5 passed/);
    expect(tests.status).toBe(0);
  });

  it('makes a control on the machine, in the list of those', () => {
    expect(newControl('host-dmesg', 'host-and-engine')).toMatchObject({ status: 0, stderr: '' });
    expect(textOf('src/controls/host-index.ts')).toContain("import { hostDmesg } from './host-dmesg/control.ts';");
    expect(textOf('src/controls/index.ts')).not.toContain('hostDmesg');
    const tests = copy.run('node_modules/vitest/vitest.mjs', 'run', 'src/controls/host-dmesg');
    expect(tests.stdout).toMatch(/4 passed/);
  });

  it('takes a group of two words, as the first of its group as well', () => {
    expect(newControl('landlock', 'kernel-surface').status).toBe(0);
    expect(newControl('user-keyring', 'kernel', 'surface').status).toBe(0);
    expect(textOf('src/controls/landlock/control.ts')).toContain("group: 'kernel surface'");
    expect(newControl('landlock', 'kernel-surface').status).toBe(2);
  });
});

const placeOf = (index: string, name: string): number => {
  const list = index.slice(index.indexOf('export const controls'));
  const place = list.search(new RegExp(`\\b${name}\\b`));
  expect(place).toBeGreaterThan(-1);
  return place;
};
