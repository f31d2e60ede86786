import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTool, runTool } from './run-tool.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-tool-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const script = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
  return file;
};
const patient = { env: { PATH: '/usr/bin:/bin' }, timeout: 20_000 };

describe('runTool', () => {
  it('hands back what was printed', async () => {
    expect(await runTool(script('say', 'echo "$1" "$2"'), ['a b', '$(id)'], patient)).toEqual({ kind: 'done', stdout: 'a b $(id)\n' });
  });

  it('hands on no environment but the given one', async () => {
    process.env.BULKHEAD_TEST_SECRET = 'x';
    const result = await runTool(script('env', 'env'), [], patient);
    expect(result.kind === 'done' && result.stdout).not.toContain('BULKHEAD_TEST_SECRET');
    expect(result.kind === 'done' && result.stdout).toContain('PATH=/usr/bin:/bin');
  });

  it('hands back the complaint of one that fails', async () => {
    expect(await runTool(script('fail', 'echo no >&2; exit 3'), [], patient)).toEqual({ kind: 'failed', stderr: 'no\n', stdout: '' });
  });

  it('stops one that hangs, and what it started', async () => {
    const marker = join(folder, 'still-there');
    const file = script('hang', `(sleep 1; touch ${marker}) & wait`);
    const result = await runTool(file, [], { ...patient, timeout: 500 });
    expect(result).toEqual({ kind: 'stopped', why: 'it was stopped after 0.5 s without an end' });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(existsSync(marker)).toBe(false);
  });

  it('stops endless output', async () => {
    const result = await runTool(script('yes', 'exec yes'), [], { ...patient, most: 1048576 });
    expect(result).toEqual({ kind: 'stopped', why: 'it was stopped: it printed more than 1 MiB' });
  });

  it('stops endless complaints, and keeps few of them', async () => {
    const result = await runTool(script('loud', 'exec yes >&2'), [], { ...patient, most: 1048576 });
    expect(result).toEqual({ kind: 'stopped', why: 'it was stopped: it complained at more than 1 MiB' });
  });

  it('says what cannot be started', async () => {
    expect(await runTool(join(folder, 'none'), [], patient)).toEqual({
      kind: 'stopped',
      why: 'it could not be started: there is no such file',
    });
  });

  it('does not take bytes for text', async () => {
    const result = await runTool(script('bytes', "printf 'a\\377'"), [], patient);
    expect(result).toMatchObject({ kind: 'stopped', why: expect.stringContaining('it is not UTF-8') });
  });
});

describe('findTool', () => {
  it('takes the first program of that name, no folder and no file that cannot be run', async () => {
    mkdirSync(join(folder, 'a/helm'), { recursive: true });
    mkdirSync(join(folder, 'b'));
    writeFileSync(join(folder, 'b/helm'), '');
    mkdirSync(join(folder, 'c'));
    script('c/helm', 'true');
    expect(await findTool('helm', ['a', 'b', 'c'].map((name) => join(folder, name)).join(':'))).toBe(join(folder, 'c/helm'));
  });

  it('does not search relative folders', async () => {
    expect(await findTool('sh', '.:bin::../../bin')).toBeUndefined();
    expect(await findTool('sh', '/bin')).toBe('/bin/sh');
  });
});
