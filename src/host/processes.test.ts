import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { networkNamespaceOf, networkNamespaces } from './network-namespace.ts';
import { executing, parentOf, signal } from './processes.ts';

const sleep = '/bin/busybox';
const may = process.platform === 'linux' && process.getuid?.() === 0 && existsSync(sleep);

describe.skipIf(!may)(may ? 'processes' : 'processes (skipped: not root on Linux, or no busybox)', () => {
  let folder: string;
  let child: ChildProcess;
  beforeEach(async () => {
    folder = mkdtempSync(`${tmpdir()}/bulkhead-executing-`);
    copyFileSync(sleep, `${folder}/sleep`);
    chmodSync(`${folder}/sleep`, 0o755);
    child = spawn(`${folder}/sleep`, ['60'], { stdio: 'ignore' });
    await new Promise((resolve) => child.once('spawn', resolve));
  });
  afterEach(() => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it('are found by the file that they execute', () => {
    expect(executing(`${folder}/sleep`)).toBe(child.pid);
    expect(executing(`${folder}/none`)).toBeUndefined();
    copyFileSync(sleep, `${folder}/copy`);
    expect(executing(`${folder}/copy`)).toBeUndefined();
  });

  it('have a parent and a network', () => {
    expect(parentOf(child.pid ?? 0)).toBe(process.pid);
    expect(networkNamespaceOf(child.pid ?? 0)).toBe(networkNamespaceOf('self'));
    expect([...networkNamespaces().keys()]).toContain(networkNamespaceOf('self'));
  });

  it('stand still and go on', async () => {
    const state = (): string => /^State:\t(\w)/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? '';
    signal(child.pid ?? 0, 'SIGSTOP');
    await expect.poll(state, { timeout: 10_000 }).toBe('T');
    signal(child.pid ?? 0, 'SIGCONT');
    await expect.poll(state, { timeout: 10_000 }).toBe('S');
  });

  it('that have ended are no matter', () => {
    expect(() => signal(2 ** 22 + 1, 'SIGCONT')).not.toThrow();
  });
});
