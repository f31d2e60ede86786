import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { overThreads } from './pool.ts';

const root = mkdtempSync(join(tmpdir(), 'bulkhead-pool-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A thread that doubles numbers, after `before` was run for each of them. */
function script(name: string, before: string): URL {
  const path = join(root, `${name}.cjs`);
  writeFileSync(
    path,
    `const { parentPort } = require('node:worker_threads');
     parentPort.on('message', (tasks) => parentPort.postMessage(tasks.map((task) => { ${before}; return String(task * 2); })));`,
  );
  return pathToFileURL(path);
}

const tasks = Array.from({ length: 400 }, (_, index) => index);
const run = (url: URL) =>
  overThreads<number, string>(
    url,
    {},
    tasks,
    () => {},
    (task, why) => `lost ${task}: ${why}`,
  );
const whole = tasks.map((task) => String(task * 2));

describe('overThreads', () => {
  it('answers in the order of the tasks', async () => {
    expect(await run(script('good', ''))).toEqual(whole);
  });

  it.each([
    ['throws', `if (task === 77) throw new Error('broken')`, 'broken'],
    ['exits', 'if (task === 77) process.exit(0)', 'the thread ended'],
  ])('loses only the task that kills its thread: it %s', async (name, before, why) => {
    expect(await run(script(name, before))).toEqual(whole.with(77, `lost 77: ${why}`));
  });

  it('ends when every thread dies', async () => {
    const results = await run(script('bad', 'process.exit(1)'));
    expect(results?.length).toBe(400);
    expect(results?.every((result) => result.startsWith('lost'))).toBe(true);
  });
});
