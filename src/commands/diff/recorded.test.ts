import { describe, expect, it } from 'vitest';
import { type ReadContext, Unreadable } from '../../model/index.ts';
import { isToldTheSame, recording } from './recorded.ts';

/** `null`: it is there, and cannot be read. */
const contextOf = (files: Readonly<Record<string, string | null>>): ReadContext => ({
  env: {},
  load(path) {
    const text = files[path];
    if (text === null) throw new Unreadable('permission to read it is denied');
    return text === undefined ? undefined : { path, text };
  },
  list: (folder) => Object.keys(files).filter((name) => name.startsWith(`${folder}/`)),
});

const from = { path: 'compose.yaml', text: '' };
const ask = (context: ReadContext): void => {
  for (const path of ['base.yaml', 'secret', 'none']) {
    try {
      context.load(path, from);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
    }
  }
  context.list?.('web.container.d', from);
};

const files = { 'base.yaml': 'a', secret: null, 'web.container.d/10.conf': '', other: 'x' };

describe('what a text was told', () => {
  it.each([
    ['the same', files, true],
    ['another file that it did not ask for', { ...files, other: 'y' }, true],
    ['another text', { ...files, 'base.yaml': 'b' }, false],
    ['a file that is gone', { secret: null, 'web.container.d/10.conf': '' }, false],
    ['one that was not there', { ...files, none: '' }, false],
    ['one that can be read now', { ...files, secret: 'a' }, false],
    ['one that cannot be read any more', { ...files, 'base.yaml': null }, false],
    ['one more in a folder', { ...files, 'web.container.d/20.conf': '' }, false],
  ])('%s', (_name, other, expected) => {
    const { context, asked } = recording(contextOf(files));
    ask(context);
    expect(isToldTheSame(asked, contextOf(other))).toBe(expected);
  });

  it('a defect is none of its answers', () => {
    const broken: ReadContext = {
      env: {},
      load() {
        throw new TypeError('a mistake');
      },
    };
    const { context } = recording(broken);
    expect(() => context.load('x', from)).toThrow(TypeError);
  });
});
