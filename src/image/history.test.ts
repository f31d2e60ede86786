import { describe, expect, it } from 'vitest';
import { instructionOf, instructionsOf, makerOf, makersOf } from './history.ts';

/** One that begins with `-` made no layer. */
const configOf = (...steps: readonly string[]) => ({
  history: steps.map((text) => (text.startsWith('-') ? { created_by: text.slice(1), empty_layer: true } : { created_by: text })),
});
const digest = 'a'.repeat(64);

describe('the steps that made each layer', () => {
  it.each([
    ['RUN /bin/sh -c make # buildkit', 'RUN make'],
    ['RUN |2 A=b C=d /bin/sh -c make # buildkit', 'RUN make'],
    ['|1 A=b /bin/sh -c make', 'RUN make'],
    ['/bin/sh -c #(nop)  ENV A=b', 'ENV A=b'],
    [`/bin/sh -c #(nop) COPY file:${digest} in /srv/ `, 'COPY … /srv/'],
    [`/bin/sh -c #(nop) ADD multi:${digest} in /srv/ `, 'ADD … /srv/'],
    ['COPY a /b # buildkit', 'COPY a /b'],
  ])('%s', (text, expected) => expect(instructionOf(text)).toBe(expected));

  it('one for each layer', () => {
    expect(instructionsOf(configOf('ADD a /', '-ENV A=b', 'RUN b', '-CMD x'), 2)).toEqual([['ADD a /'], ['RUN b']]);
    expect(instructionsOf(configOf('ADD a /'), 2)).toBeUndefined();
  });

  it('a step that changed nothing is no maker of the next layer', () => {
    expect(instructionsOf(configOf('ADD a /', '-RUN true', 'COPY b /'), 2)).toEqual([['ADD a /'], ['COPY b /']]);
  });

  it('several where a builder put them together, and the one that brought a path', () => {
    const makers =
      makersOf(configOf('-ARG A', '-ADD root.tar /', '-COPY a /srv/', '-ENV B=c', '-COPY b /srv/b', '-RUN c', 'CMD x'), 1)?.[0] ?? [];
    expect(makers.map(({ entry }) => entry)).toEqual([1, 2, 4, 5]);
    expect(instructionsOf(configOf('-COPY a /b', 'RUN c'), 1)).toEqual([['COPY a /b; RUN c', 'COPY a /b', 'RUN c']]);
    expect(makerOf(makers, 'srv/b')?.entry).toBe(4);
    expect(makerOf(makers, 'srv/a')?.entry).toBe(2);
    expect(makerOf(makers, 'etc/passwd')).toBeUndefined();
  });
});
