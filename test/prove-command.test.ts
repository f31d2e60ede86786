import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bulkhead } from './support/cli.ts';

/** What is refused before anything is started, so that no engine is needed. */
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-prove-command-'));
beforeAll(() => writeFileSync(`${folder}/compose.yaml`, 'services:\n  web: { image: web }\n  db: { image: db }\n'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  ['--format in-toto', 'an in-toto statement is about one container; choose one with --container: web, db'],
  ['--control no-such', '--control no-such: there is no such control of containers'],
  ['--profile pss:restricted', "'pss:restricted' is invalid. Allowed choices are recommended, strict, cis-docker"],
  ['--format sarif', "'sarif' is invalid. Allowed choices are text, json, junit, in-toto"],
  ['--fail-on none', "'none' is invalid. Allowed choices are low, medium, high, critical"],
])('prove %s', (words, message) => {
  const { exit, out, err } = bulkhead(['prove', 'compose.yaml', ...words.split(' ')], { cwd: folder });
  expect({ exit, out, err }).toEqual({ exit: 2, out: '', err: expect.stringContaining(message) });
});
