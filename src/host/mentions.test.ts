import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { mentions } from './mentions.ts';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-mentions-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (text: string): string => {
  const path = join(folder, 'f');
  writeFileSync(path, text);
  return path;
};

const window = 256 * 1024;

it.each([
  ['at the start', 'NetworkPolicy: x', true],
  ['nowhere', 'kind: Pod', false],
  ['in another case', 'networkpolicy', false],
  ['in an empty file', '', false],
  ['in a long file', `${'x'.repeat(3 * window)}NetworkPolicy`, true],
  ['across two windows', `${'x'.repeat(window - 5)}NetworkPolicy${'x'.repeat(window)}`, true],
  ['nowhere in a file of one window', 'x'.repeat(window), false],
])('%s', (_, text, found) => expect(mentions(file(text), 'NetworkPolicy')).toBe(found));

it('is false for what cannot be read', () => {
  expect(mentions(join(folder, 'none'), 'x')).toBe(false);
  expect(mentions(folder, 'x')).toBe(false);
});

it('looks no further than asked', () => {
  expect(mentions(file(`${'x'.repeat(3 * window)}NetworkPolicy`), 'NetworkPolicy', window)).toBe(false);
});
