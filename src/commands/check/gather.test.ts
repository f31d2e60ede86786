import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { gather } from './gather.ts';

const root = mkdtempSync(join(tmpdir(), 'bulkhead-gather-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Two folders with two files each: six entries below the root. */
for (const folder of ['a', 'b']) {
  mkdirSync(join(root, folder));
  for (const file of ['x.yaml', 'y.yaml']) writeFileSync(join(root, folder, file), '');
}

describe('a folder without end', () => {
  it('as many entries as may be are all there is', () => {
    expect(gather([root], undefined, 6)).toMatchObject({ tasks: { length: 4 }, problems: [] });
    expect(gather([root], undefined, 6).unfinished).toBeUndefined();
  });

  it('one more is a problem that names the way out, and what was found stays', () => {
    const { tasks, problems, unfinished } = gather([root], undefined, 5);
    expect(tasks).toHaveLength(3);
    expect(problems).toEqual([{ file: root, message: expect.stringContaining('more than 5 files and folders: name the folders') }]);
    expect(unfinished).toContain('exclude in bulkhead.config.yaml');
  });

  it('several folders share one limit', () => {
    const { tasks, problems } = gather([join(root, 'a'), join(root, 'b')], undefined, 3);
    expect(tasks).toHaveLength(3);
    expect(problems.map(({ file }) => file)).toEqual([join(root, 'b')]);
  });
});
