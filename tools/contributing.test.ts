import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Checkout, temporaryCheckout } from '../test/support/checkout.ts';

let copy: Checkout;
beforeAll(() => {
  copy = temporaryCheckout();
});
afterAll(() => copy.remove());

it('the walk-through of CONTRIBUTING.md ends in a control that passes its tests', () => {
  const guide = readFileSync(join(copy.path, 'CONTRIBUTING.md'), 'utf8');
  const [, ...command] = /^npm run (new-control) (\S+) (\S+)$/m.exec(guide)?.slice(1) ?? [];
  const [test = '', control = ''] = [...guide.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
  const [, readme = ''] = /^````md\n([\s\S]*?)^````$/m.exec(guide) ?? [];
  const [id = ''] = command;

  expect(copy.run('tools/new-control.mjs', ...command).status).toBe(0);
  const put = (file: string, text: string) => writeFileSync(join(copy.path, 'src/controls', id, file), text);
  put('control.test.ts', test);
  put('control.ts', control);
  put('README.md', readme);

  const tests = copy.run(
    'node_modules/vitest/vitest.mjs',
    'run',
    `src/controls/${id}`,
    'src/controls/index.test.ts',
    'test/readme.test.ts',
    '-t',
    id,
  );
  expect(tests.stdout + tests.stderr).not.toContain('failed');
  expect(tests.stdout).toMatch(/1[0-9] passed/);
  const biome = copy.run('node_modules/@biomejs/biome/bin/biome', 'check', '--vcs-enabled=false', `src/controls/${id}`);
  expect(biome.status).toBe(0);
  expect(copy.run('tools/docs.mjs')).toMatchObject({ status: 0, stderr: '' });
}, 60_000);
