import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { walk } from './walk.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bulkhead-walk-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function files(tree: Record<string, string>): void {
  for (const [path, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

const found = (folder = root): string[] =>
  [...walk(folder)].flatMap((one) => ('file' in one ? [one.file.slice(root.length + 1)] : [])).sort();

const passed = (folder = root): Record<string, string> =>
  Object.fromEntries(
    [...walk(folder)].flatMap((one) => ('passedOver' in one ? [[one.passedOver.file.slice(root.length + 1), one.passedOver.reason]] : [])),
  );

describe('walk', () => {
  it('finds every file, in order', () => {
    files({ 'b/x.yaml': '', 'a.yaml': '', 'b/c/y.yaml': '' });
    expect(found()).toEqual(['a.yaml', 'b/c/y.yaml', 'b/x.yaml']);
  });

  it.each([
    ['a name', 'x.yaml\n', { 'x.yaml': false, 'd/x.yaml': false, 'y.yaml': true }],
    ['a rooted name', '/x.yaml\n', { 'x.yaml': false, 'd/x.yaml': true }],
    ['a folder', 'out/\n', { 'out/a.yaml': false, 'd/out/b.yaml': false, 'out.yaml': true }],
    ['a negation', '*.yaml\n!keep.yaml\n', { 'a.yaml': false, 'keep.yaml': true }],
  ])('honours .gitignore: %s', (_name, rules, expected) => {
    files({ '.gitignore': rules, ...Object.fromEntries(Object.keys(expected).map((path) => [path, ''])) });
    const kept = found();
    expect(Object.fromEntries(Object.keys(expected).map((path) => [path, kept.includes(path)]))).toEqual(expected);
  });

  it('lets a nested .gitignore bring a file back', () => {
    files({ '.gitignore': '*.yaml\n', 'd/.gitignore': '!x.yaml\n', 'd/x.yaml': '', 'd/y.yaml': '' });
    expect(found()).toEqual(['.gitignore', 'd/.gitignore', 'd/x.yaml']);
  });

  it('honours the .gitignore files above the folder, up to the root of the repository', () => {
    files({ '.git/HEAD': '', '.gitignore': 'secret.yaml\n', 'd/secret.yaml': '', 'd/x.yaml': '' });
    expect(found(join(root, 'd'))).toEqual(['d/x.yaml']);
  });

  it('does not follow links, so a loop ends and nothing outside is read', () => {
    files({ 'd/x.yaml': '' });
    symlinkSync('..', join(root, 'd/loop'));
    symlinkSync('/etc/passwd', join(root, 'd/passwd'));
    expect(found()).toEqual(['d/x.yaml']);
    expect(passed()).toMatchObject({ 'd/loop': 'a symbolic link', 'd/passwd': 'a symbolic link' });
  });

  it('passes over .git and node_modules, and says so', () => {
    files({ '.git/config': '', 'node_modules/x/compose.yaml': '', 'y.yaml': '' });
    expect(found()).toEqual(['y.yaml']);
    expect(Object.keys(passed()).sort()).toEqual(['.git', 'node_modules']);
  });

  it('names a file whose name is not UTF-8, and so cannot be opened', () => {
    writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xe9, 0x2e, 0x79, 0x6d, 0x6c])]), '');
    writeFileSync(join(root, '\ufffd.yaml'), '');
    expect(found()).toEqual(['\ufffd.yaml']);
    const problems = [...walk(root)].flatMap((one) => ('problem' in one ? [one.problem.message] : []));
    expect(problems).toEqual(['not read: its name is not UTF-8; rename it']);
  });

  it('names a folder that cannot be searched', () => {
    const problems = [...walk(join(root, 'gone'))].flatMap((one) => ('problem' in one ? [one.problem] : []));
    expect(problems[0]?.message).toBe('the folder was not searched: there is no such file');
  });
});
