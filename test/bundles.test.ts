import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const holds = (bundle: string, text: string): boolean => readFileSync(`dist/${bundle}.cjs`, 'utf8').includes(text);

// V8 reads all of a bundle's kept code at each start (src/launch.ts): a new import() must not bring a command's code to those who only check files.
it.each([
  ['databases', 'PRAGMA '],
  ['libsql', 'libsql'],
  ['tar files', 'ustar'],
  ["registries' logins", 'docker-credential-'],
  ['sources of advisories', 'osv-vulnerabilities'],
  ['tokens of registries', 'www-authenticate'],
])('the bundle that checks files is without %s', (_, text) => {
  expect([holds('check', text), holds('bulkhead', text)]).toEqual([false, true]);
});
