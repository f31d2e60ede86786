import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImagePackage } from '../../model/index.ts';
import { comparePackages, type Order } from './packages.ts';

/** Numbers; what is none cannot be compared. */
const order: Order = (_, a, b) => (/^\d+$/.test(a) && /^\d+$/.test(b) ? Number(a) - Number(b) : undefined);

const packages = (...words: readonly string[]): ImagePackage[] =>
  words.map((word, at) => {
    const [name = '', version = '', arch] = word.split(' ');
    return { kind: 'deb', name, version, layer: 1, path: `/${at}`, ...(arch === undefined ? {} : { arch }) };
  });

const said = (base: readonly string[], head: readonly string[]): string => {
  const { added, removed, changed } = comparePackages(packages(...base), packages(...head), order);
  return [
    ...added.map(({ name, version }) => `+${name} ${version}`),
    ...removed.map(({ name, version }) => `-${name} ${version}`),
    ...changed.map(({ base: { name, version }, head: { version: to }, to: direction }) => `${name} ${version}>${to} ${direction}`),
  ].join(', ');
};

describe('packages of two images', () => {
  it.each<[string[], string[], string]>([
    [['a 1'], ['a 1'], ''],
    [['a 1', 'a 1'], ['a 1'], ''],
    [[], ['a 1'], '+a 1'],
    [['a 1'], [], '-a 1'],
    [['a 9'], ['a 10'], 'a 9>10 newer'],
    [['a 10'], ['a 9'], 'a 10>9 older'],
    [['a x'], ['a y'], 'a x>y other'],
    [['a 1 amd64'], ['a 1 i386'], '+a 1, -a 1'],
    [['a 1', 'a 3'], ['a 3', 'a 2'], 'a 1>2 newer'],
    [['a 1'], ['a 1', 'a 2'], '+a 2'],
    [['a 1', 'a 2'], ['a 4', 'a 3', 'a 5'], '+a 5, a 1>3 newer, a 2>4 newer'],
    [['b 1', 'a 1'], ['a 2', 'c 1'], '+c 1, -b 1, a 1>2 newer'],
  ])('%j and %j: %s', (base, head, expected) => expect(said(base, head)).toBe(expected));

  it('the other way round it is the opposite', () => {
    const some = fc
      .array(fc.constantFrom('a 1', 'a 2', 'a 3', 'b 1', 'b 2 amd64', 'c x', 'c y'), { maxLength: 6 })
      .map((words) => packages(...words));
    fc.assert(
      fc.property(some, some, (base, head) => {
        const [there, back] = [comparePackages(base, head, order), comparePackages(head, base, order)];
        expect(there.added).toEqual(back.removed);
        expect(there.removed).toEqual(back.added);
        const opposite = { newer: 'older', older: 'newer', other: 'other' } as const;
        expect(there.changed).toEqual(back.changed.map((one) => ({ base: one.head, head: one.base, to: opposite[one.to] })));
        expect(comparePackages(base, base, order)).toEqual({ added: [], removed: [], changed: [] });
      }),
    );
  });
});
