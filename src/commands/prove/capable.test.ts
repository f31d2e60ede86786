import { execFileSync } from 'node:child_process';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { runnerOf } from '../../../test/support/probe.ts';
import { withProgramFile } from '../../host/scratch.ts';
import { processors } from '../../probes/index.ts';
import { capableProgram } from './capable.ts';

const processor = processors.find((one) => runnerOf(one)?.length === 0);
const isRoot = process.getuid?.() === 0;
const getcap = ['/usr/sbin/getcap', '/sbin/getcap'].find(existsSync);

it.skipIf(processor === undefined || !isRoot)(
  'a program whose file gives capabilities lies beside the probe program, and goes with it',
  async () => {
    let folder = '';
    await withProgramFile(
      Uint8Array.of(1),
      async () => undefined,
      async (path) => {
        folder = dirname(path);
        const capable = await capableProgram(path, processor ?? 'x64');
        expect(capable).toBe(`${folder}/capable`);
        expect(statSync(capable ?? '').mode & 0o777).toBe(0o555);
        // Permitted alone: nothing is in effect.
        if (getcap !== undefined) expect(execFileSync(getcap, [capable ?? ''], { encoding: 'utf8' })).toMatch(/=p\s*$/);
      },
    );
    expect(existsSync(folder)).toBe(false);
  },
);

it.skipIf(processor === undefined)('where it cannot be made there is none', async () => {
  await withProgramFile(
    Uint8Array.of(1),
    async () => undefined,
    async (path) => {
      writeFileSync(`${dirname(path)}/capable`, 'in the way');
      expect(await capableProgram(path, processor ?? 'x64')).toBeUndefined();
    },
  );
});
