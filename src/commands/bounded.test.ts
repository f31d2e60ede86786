import { describe, expect, it } from 'vitest';
import type { Container, Reader } from '../model/index.ts';
import { bounded } from './bounded.ts';

const container = {} as Container;
const of = (count: number): Reader => ({
  read: () => ({ containers: new Array(count).fill(container), problems: [] }),
  phrases: {} as Reader['phrases'],
});
const read = (reader: Reader, text: string) => reader.read({ path: 'x', text }, { env: {}, load: () => undefined });

describe('a bounded reader', () => {
  it('reads what is as long as it may be', () => {
    expect(read(bounded({ title: 'Script', longest: 4 }, of(1)), 'abcd')).toEqual({ containers: [container], problems: [] });
  });

  it('does not read what is longer, and says so', () => {
    const { containers, problems } = read(bounded({ title: 'Script', longest: 4 }, of(1)), 'abcde');
    expect(containers).toEqual([]);
    expect(problems).toEqual([{ file: 'x', message: 'not read: 5 characters are too many for this kind (Script), the limit is 4' }]);
  });

  it('keeps the first of too many containers, and says how many there are', () => {
    const { containers, problems } = read(bounded({ title: 'Script' }, of(6000)), '');
    expect(containers.length).toBe(5000);
    expect(problems.map(({ message }) => message)).toEqual([
      'only the first 5000 of its 6000 containers were judged; split it into several files',
    ]);
  });
});
