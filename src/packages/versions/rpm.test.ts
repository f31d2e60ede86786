import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bothWays, differences, pairLines, versionPairs } from '../../../test/support/version-pairs.ts';
import { compareRpm } from './rpm.ts';

const rpm = spawnSync('rpm', ['--version']).status === 0;

describe('versions of rpm', () => {
  it.each<[string, string, string]>([
    ['1.0-1', '1.0-1', '0'],
    ['1.0-1.el9', '1.0-1.el9_4', '-1'],
    ['1.0~rc1-1', '1.0-1', '-1'],
    ['1.0^git1-1', '1.0-1', '1'],
    ['1.0^git1-1', '1.0.1-1', '-1'],
    ['1:1.0-1', '2.0-1', '1'],
    ['0:1.0-1', '1.0-1', '0'],
    ['1.0', '1.0-1', '-1'],
    ['1.10', '1.9', '1'],
    ['1.a', '1.1', '-1'],
    ['1_0', '1.0', '0'],
    ['1.', '1', '0'],
    ['001', '1', '0'],
    ['', '1', '?'],
  ])('%s and %s', (a, b, order) => {
    expect(bothWays(compareRpm, a, b)).toBe(order);
  });

  it.skipIf(!rpm)('rpm itself says the same of thousands of pairs', () => {
    const pieces = [...'0123', '10', '00', '01', 'a', 'b', 'B', '~', '^', '.', '_', '+', '-', '1:', '.el9', '~rc1', '^git'];
    const real = ['1.0-1.el9', '1.0-1.el9_4', '1.0-1.fc39', '2:8.2.2637-20.el9_1', '3.0.7-25.el9_3', '20230101~pre-1', '1.2^20230101git-1'];
    const whole = /^(?:\d+:)?[^:-]+(?:-[^:-]+)?$/;
    const pairs = versionPairs(pieces, 7, real, 20000).filter((pair) => pair.every((one) => whole.test(one)));
    expect(pairs.length).toBeGreaterThan(3000);
    const folder = mkdtempSync(join(tmpdir(), 'bulkhead-rpm-'));
    writeFileSync(join(folder, 'pairs'), pairLines(pairs));
    const ask = `for line in io.lines('${folder}/pairs') do local a, b = string.match(line, '^(.-)\t(.*)$'); print(rpm.vercmp(a, b) .. string.char(10)) end`;
    const { stdout, stderr } = spawnSync('rpm', ['--eval', `%{lua:${ask}}`], { encoding: 'utf8', maxBuffer: 1 << 26 });
    rmSync(folder, { recursive: true });
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => String(Number.parseInt(line, 10)));
    expect([stderr, answers.length]).toEqual(['', pairs.length]);
    expect(differences(pairs, answers, compareRpm)).toEqual([]);
  });
});
