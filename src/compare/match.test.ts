import { describe, expect, it } from 'vitest';
import { cpuTime } from '../../test/support/cpu-time.ts';
import { at, container, type Overrides } from '../../test/support/table.ts';
import { type Keyed, matched } from './match.ts';

const one = (path: string, name: string, image: string, more: Overrides = {}): Keyed => ({
  key: `${path}#${name}`,
  path,
  container: container({ name, image: { reference: at(image) }, ...more }),
});
const ports: Overrides = {
  networks: [],
  process: {
    env: [
      { name: 'A', origin: at('').origin },
      { name: 'B', origin: at('').origin },
    ] as never,
  },
};

const said = (base: readonly Keyed[], head: readonly Keyed[]): string[] =>
  matched(base, head).map((pair) => `${pair.base?.key ?? '-'} ${pair.head?.key ?? '-'}`);

describe('matched', () => {
  it.each([
    ['the same id', [one('a', 'web', 'x')], [one('a', 'web', 'y')], ['a#web a#web']],
    ['another file', [one('a.yaml', 'web', 'x:1')], [one('b/c.yaml', 'web', 'x:2')], ['a.yaml#web b/c.yaml#web']],
    ['another name', [one('a', 'web', 'x:1', ports)], [one('a', 'shop', 'x:2', ports)], ['a#web a#shop']],
    ['only the same name', [one('a.yaml', 'web', 'x')], [one('b/c.yaml', 'web', 'y')], ['a.yaml#web -', '- b/c.yaml#web']],
    ['only the same image', [one('a', 'one', 'x')], [one('b', 'two', 'x')], ['a#one -', '- b#two']],
    ['single files', [one('', 'old', 'x')], [one('', 'new', 'y')], ['#old #new']],
    ['the most alike', [one('a', 'web', 'x', ports)], [one('a', 'w1', 'x'), one('a', 'w2', 'x', ports)], ['a#web a#w2', '- a#w1']],
  ])('%s', (_, base, head, pairs) => {
    expect(said(base, head)).toEqual(pairs);
    const swapped = said(head, base).map((pair) => pair.split(' ').reverse().join(' '));
    expect(swapped.sort()).toEqual([...pairs].sort());
  });

  it('another kind is another thing', () => {
    const image = { ...one('a', 'web', 'x'), container: container({ name: 'web', kind: 'image' }) };
    expect(said([one('a', 'web', 'x')], [image])).toHaveLength(2);
  });

  it('stays linear where thousands are alike', () => {
    const many = (prefix: string) => Array.from({ length: 3000 }, (_, index) => one(`${prefix}${index}`, `${prefix}${index}`, 'x'));
    const started = cpuTime();
    expect(matched(many('a'), many('b'))).toHaveLength(6000);
    expect(cpuTime() - started).toBeLessThan(5000);
  });
});
