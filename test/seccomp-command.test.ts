import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bulkhead } from './support/cli.ts';

const profile = (names: string[]) =>
  JSON.stringify({ defaultAction: 'SCMP_ACT_ERRNO', syscalls: [{ names, action: 'SCMP_ACT_ALLOW' }] }, null, 1);

describe('bulkhead seccomp', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bulkhead-seccomp-'));
    writeFileSync(join(folder, 'a.json'), profile(['read', 'statx']));
    writeFileSync(join(folder, 'b.json'), profile(['read', 'statx', 'bpf']));
    writeFileSync(join(folder, 'slip.json'), profile(['read', 'statxx']));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const run = (...args: string[]) => bulkhead(['seccomp', ...args], { cwd: folder });

  it('test says the decision, its rule and its line', () => {
    const { exit, out } = run('test', 'a.json', 'statx', '--arch', 'x86_64');
    expect(exit).toBe(0);
    expect(out).toContain('statx() on x86_64: allow');
    expect(out).toContain('the rule for statx at a.json:7');
  });

  it('test exits 1 for a call that is not let through', () => {
    expect(run('test', 'a.json', 'bpf', '--arch', 'x86_64')).toMatchObject({ exit: 1, out: expect.stringContaining('errno EPERM') });
  });

  it('diff exits 1 when the second is wider', () => {
    const args = ['--arch', 'x86_64', '--format', 'json'];
    const { exit, out } = run('diff', 'a.json', 'b.json', ...args);
    expect(exit).toBe(1);
    expect(JSON.parse(out).gained).toMatchObject([{ architecture: 'x86_64', name: 'bpf' }]);
    expect(run('diff', 'b.json', 'a.json', ...args).exit).toBe(0);
  });

  it('show names dangerous syscalls', () => {
    const { exit, out } = run('show', 'b.json', '--arch', 'x86_64');
    expect(exit).toBe(0);
    expect(out).toMatch(/x86_64: 3 allowed, \d+ denied, 0 by argument; ENOSYS above 332/);
    expect(out).toContain('bpf  loads programs into the kernel');
  });

  it('a slip is a problem with its place, and exit 2', () => {
    const { exit, err } = run('show', 'slip.json');
    expect(exit).toBe(2);
    expect(err).toContain('slip.json:7:5 statxx is no syscall');
  });

  it.each([
    [['show', 'none.json'], 'none.json: there is no such file'],
    [['test', 'a.json', 'nosuch'], 'nosuch is no syscall'],
    [['test', 'a.json', 'read', 'x'], 'x is no argument'],
    [['show', 'a.json', '--caps', 'FLY'], 'FLY is no capability'],
    [['show', 'a.json', '--kernel', 'new'], '--kernel new is no version'],
  ])('%j is refused in one line', (args, message) => {
    const { exit, err } = run(...args);
    expect(exit).toBe(2);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).toContain(message);
  });
});
