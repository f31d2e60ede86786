import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linkOutOf } from './links.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bulkhead-links-'));
  mkdirSync(join(root, 'in/a/b'), { recursive: true });
  mkdirSync(join(root, 'in/other'));
  mkdirSync(join(root, 'inside'));
  writeFileSync(join(root, 'out.txt'), '');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const link = (target: string, at: string) => symlinkSync(target, join(root, at));
const found = () => linkOutOf(join(root, 'in/a'), join(root, 'in'))?.slice(root.length + 1);

describe('linkOutOf', () => {
  it.each([
    ['a file', '../../../out.txt', 'in/a/b/x'],
    ['a folder', '../../..', 'in/a/b/x'],
    ['a folder whose name begins alike', '../../../inside', 'in/a/b/x'],
    ['an absolute path', '/etc', 'in/a/x'],
  ])('finds a link to %s', (_, target, at) => {
    link(target, at);
    expect(found()).toBe(at);
  });

  it('follows links that stay inside', () => {
    link('../other', 'in/a/x');
    expect(found()).toBeUndefined();
    link('/etc', 'in/other/y');
    expect(found()).toBe('in/a/x/y');
  });

  it('comes to an end in a circle, and with a link to nothing', () => {
    link('.', 'in/a/x');
    link('..', 'in/a/b/y');
    link('gone', 'in/a/z');
    expect(found()).toBeUndefined();
  });

  it('says nothing of a folder that is not there', () => expect(linkOutOf(join(root, 'gone'), root)).toBeUndefined());
});
