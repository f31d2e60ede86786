import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { fileInside } from './inside-root.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bulkhead-inside-')));
const root = join(folder, 'root');
mkdirSync(join(root, 'etc'), { recursive: true });
mkdirSync(join(root, 'usr/etc'), { recursive: true });
writeFileSync(join(root, 'etc/passwd'), 'inside');
writeFileSync(join(folder, 'passwd'), 'outside');
const links: readonly (readonly [string, string])[] = [
  ['absolute', '/etc/passwd'],
  ['climbs', '../../../../etc/passwd'],
  ['out', `${folder}/passwd`],
  ['up', '../passwd'],
  ['folder', '/etc'],
  ['circle', 'circle'],
  ['usr/etc/relative', '../../etc/passwd'],
];
for (const [name, target] of links) symlinkSync(target, join(root, name));
execFileSync('mkfifo', [join(root, 'pipe')]);
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  ['etc/passwd', 'etc/passwd'],
  ['/etc/./passwd', 'etc/passwd'],
  ['absolute', 'etc/passwd'],
  ['climbs', 'etc/passwd'],
  ['folder/passwd', 'etc/passwd'],
  ['usr/etc/relative', 'etc/passwd'],
  ['../../etc/passwd', 'etc/passwd'],
  ['out', undefined],
  ['up', undefined],
  ['../passwd', undefined],
  ['circle', undefined],
  ['pipe', undefined],
  ['etc', undefined],
  ['etc/passwd/more', undefined],
  ['nothing', undefined],
])('%s', (path, expected) => expect(fileInside(root, path)).toBe(expected === undefined ? undefined : join(root, expected)));
