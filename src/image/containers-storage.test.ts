import { describe, expect, it } from 'vitest';
import { storedImage, storedNames } from './containers-storage.ts';

const id = (letter: string): string => letter.repeat(64);
const images = [
  { id: id('1'), names: ['localhost/web:1', 'localhost/web:2'], layer: id('b'), 'big-data-names': [`sha256:${id('c')}`, 'manifest', 7] },
  { id: id('2'), names: ['docker.io/library/nginx:latest'], layer: id('a'), 'big-data-names': [] },
  { id: `${'1'.repeat(20)}${'0'.repeat(44)}`, layer: id('x') },
  { id: id('3'), names: ['lost'], layer: id('9') },
  { id: id('4'), names: ['circle'], layer: id('d') },
  { id: '../../etc', names: ['hostile'], layer: id('a') },
  7,
];
const layers = [
  [
    { id: id('a'), 'diff-digest': `sha256:${id('e')}` },
    { id: id('b'), parent: id('a') },
    { id: id('d'), parent: id('d') },
  ],
  [{ id: id('f') }, null],
];
const find = (...wanted: string[]) => storedImage('overlay', { images, layers }, wanted);

describe('an image in a store', () => {
  it('has its layers from below', () => {
    expect(find('nowhere', 'localhost/web:2')).toEqual({
      id: id('1'),
      names: ['localhost/web:1', 'localhost/web:2'],
      configs: [{ path: `overlay-images/${id('1')}/=${btoa(`sha256:${id('c')}`)}`, hex: id('c') }],
      layers: [{ id: id('a'), diffId: `sha256:${id('e')}` }, { id: id('b') }],
    });
  });

  it.each([id('2'), `sha256:${id('2')}`, '2'.repeat(12)])('by its id: %s', (name) => {
    expect(find(name)?.id).toBe(id('2'));
  });

  it.each(['web', '22222222222', 'nginx'])('not by %s', (name) => {
    expect(find(name)).toBeUndefined();
  });

  it.each([
    ['1'.repeat(12), /the beginning of several ids/],
    ['lost', /the layer 999999999999 of it is not in the store/],
    ['circle', /run in a circle/],
    ['hostile', /whose id is none/],
  ])('%s: one line', (name, message) => {
    expect(() => find(name)).toThrow(message);
  });

  it.each([undefined, {}, [null], 'x'])('nothing in %j', (value) => {
    expect(storedImage('vfs', { images: value, layers: [value] }, ['a'])).toBeUndefined();
  });
});

it.each([
  ['web', ['localhost/web:latest', 'docker.io/library/web:latest', 'web']],
  ['web:1', ['localhost/web:1', 'docker.io/library/web:1', 'web:1']],
  ['team/web:1', ['localhost/team/web:1', 'docker.io/team/web:1', 'team/web:1']],
  ['localhost/web', ['localhost/web:latest', 'localhost/web']],
  ['ghcr.io:5000/web', ['ghcr.io:5000/web:latest', 'ghcr.io:5000/web']],
  ['a.io/web@sha256:x', ['a.io/web@sha256:x', 'a.io/web@sha256:x']],
])('%s may be called', (reference, names) => {
  expect(storedNames(reference)).toEqual(names);
});
