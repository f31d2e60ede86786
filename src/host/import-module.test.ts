import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { importModule } from './import-module.ts';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-module-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
function importText(text: string, ending = 'ts', limit = 60_000): Promise<unknown> {
  const path = join(folder, `${count++}.${ending}`);
  writeFileSync(path, text);
  return importModule(path, { tool: ['same'] }, limit);
}

// Each has a thread of its own, which takes its time on a machine under load.
vi.setConfig({ testTimeout: 60_000 });

describe('the default export of a module', () => {
  it.each([
    ['data', 'export default { a: 1 }', 'ts'],
    ['with types', 'interface A { a: number }\nexport default { a: 1 } satisfies A', 'ts'],
    ['a promise of data', 'export default Promise.resolve({ a: 1 })', 'mjs'],
    ['through a helper', "import { same } from 'tool';\nexport default same({ a: 1 })", 'ts'],
    ['of CommonJS', 'module.exports = { a: 1 }', 'js'],
    ['beside a timer that is left behind', 'setInterval(() => {}, 1000);\nexport default { a: 1 }', 'ts'],
    ['beside something that is printed', 'console.log("hello");\nexport default { a: 1 }', 'ts'],
  ])('%s', async (_, text, ending) => expect(await importText(text, ending)).toEqual({ a: 1 }));

  it.each([
    ['null', 'export default null', /its default export is null; expected export default/],
    ['a number', 'export default 1', /is of type number/],
    ['a function', 'export default () => ({ a: 1 })', /is a function/],
    ['none at all', 'export const a = 1', /has no default export/],
    ['a circle', 'const a = {}; a.a = a;\nexport default a', /is no plain data/],
    ['a module that throws', 'throw new Error("no\\nmore")', /it does not run: no$/],
    ['a module that throws nothing', 'throw null', /it does not run: null/],
    ['a promise that fails', 'export default Promise.reject(new Error("no"))', /it does not run: no/],
    ['a promise that never settles', 'export default new Promise(() => {})', /it ended before/],
    ['a module that never settles', 'await new Promise(() => {});\nexport default {}', /it ended before/],
    ['a module that ends the process', 'process.exit(0)', /it ended before/],
    ['no module', 'export default {', /it does not run/],
  ])('is refused in one line: %s', async (_, text, message) => {
    const refused = await importText(text).catch((error: Error) => error.message);
    expect(refused).toMatch(message);
    expect(refused).not.toContain('\n');
  });

  it.each([
    ['a loop without an end', 'for (;;);\nexport default {}'],
    ['a promise that never settles, beside a timer', 'setInterval(() => {}, 1000);\nexport default new Promise(() => {})'],
  ])('is given up after a time: %s', async (_, text) => {
    await expect(importText(text, 'ts', 2000)).rejects.toThrow(/it was stopped after 2 s without an end$/);
  });
});
