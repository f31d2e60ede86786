import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ownProbeFolder, runTasks } from '../../test/support/probe.ts';
import { wholeFile } from './whole-file.ts';

const folder = ownProbeFolder();

describe.skipIf(process.arch !== 'x64')('wholeFile', () => {
  it.each([
    [0, 0, 0],
    [100, 0, 100],
    [4096, 0, 4096],
    [12_289, 0, 12_289],
    [16_384, 0, 16_384],
    [50_000, 0, 16_384],
    [100, 88, 188],
  ])('of %i bytes behind %i: %i', (length, before, handed) => {
    const text = Array.from({ length }, (_, index) => String.fromCharCode(97 + (index % 23))).join('');
    writeFileSync(`${folder.path}/text`, text);
    const { answers } = runTasks('x64', [{ steps: wholeFile(`${folder.path}/text`, before) }], `${folder.path}/program`);
    const [answer] = answers.values();
    expect({ value: answer?.value, text: Buffer.from(answer?.data.subarray(before) ?? []).toString('latin1') }).toEqual({
      value: BigInt(handed),
      text: text.slice(0, handed - before),
    });
  });
});
