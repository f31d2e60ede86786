import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { lanes } from './lanes.ts';

const root = mkdtempSync(join(tmpdir(), 'bulkhead-lanes-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A thread that says so and doubles numbers, after `before` was run for each of them. */
function script(name: string, before = ''): URL {
  const path = join(root, `${name}.cjs`);
  const work = `${before}; parentPort.postMessage('thread ' + task * 2)`;
  writeFileSync(path, `const { parentPort } = require('node:worker_threads'); parentPort.on('message', (task) => { ${work} });`);
  return pathToFileURL(path);
}

async function answers(url: URL, tasks: readonly number[]): Promise<string[]> {
  // Whoever is here waits for the others, so that these get their share.
  const here = async (task: number) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    return `here ${task * 2}`;
  };
  const { do: give } = lanes<number, string>(url, here, (why) => `lost: ${why}`);
  return Promise.all(tasks.map((task) => give(task)));
}

const tasks = Array.from({ length: 12 }, (_, index) => index);
const several = availableParallelism() > 1;

describe('lanes', () => {
  it.runIf(several)('some here, the others on threads that each do one after the other', async () => {
    const given = await answers(script('good'), tasks);
    expect(given.map((answer) => Number(answer.split(' ')[1]))).toEqual(tasks.map((task) => task * 2));
    expect(new Set(given.map((answer) => answer.split(' ')[0]))).toEqual(new Set(['here', 'thread']));
  });

  it.runIf(several).each([
    ['throws', `if (task % 2 === 1) throw new Error('broken')`, 'lost: broken'],
    ['ends', 'if (task % 2 === 1) process.exit(0)', 'lost: it ended'],
  ])('a thread that %s loses its task alone', async (name, before, lost) => {
    const given = await answers(script(name, before), tasks);
    expect(given).toContain(lost);
    for (const [task, answer] of given.entries()) if (answer !== lost) expect(answer).toMatch(new RegExp(`^(?:here|thread) ${task * 2}$`));
  });

  it('all here where there is no script', async () => {
    expect(await answers(pathToFileURL(join(root, 'none.cjs')), [1, 2])).toEqual(['here 2', 'here 4']);
  });
});
