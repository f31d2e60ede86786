import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuTime } from '../../test/support/cpu-time.ts';
import { excerptOf, spanOf } from './excerpt.ts';

/** The span of «…» in a text, and the text without the marks. */
function marked(text: string) {
  const start = text.indexOf('«');
  const end = text.indexOf('»') - 1;
  return { source: { path: 'x', text: text.replace(/[«»]/g, '') }, start, end };
}

const show = (text: string): string => {
  const { text: line, start, length } = excerptOf(marked(text));
  return `${line.slice(0, start)}«${line.slice(start, start + length)}»${line.slice(start + length)}`;
};

describe('excerptOf', () => {
  const rows: [name: string, text: string, shown: string][] = [
    ['a whole line, its indentation left out', 'a:\n    «privileged: true»  \nb: 1\n', '«privileged: true»'],
    ['the first line of several', 'a:\n  «b:\n    c: 1»\n', '«b:»'],
    ['tabs become blanks', 'a:\tb\t«c»\r\n', 'a: b «c»'],
    ['escapes are made harmless', 'a: \u001b[31m«red»', 'a: \ufffd[31m«red»'],
    ['a secret beside the span', 'run -e PASSWORD=hunter2 «--privileged»', 'run -e PASSWORD=******* «--privileged»'],
    ['the value of a secret that the line before names', '- name: DB_PASSWORD\n  «value: hunter2»', '«value: *******»'],
    ['the value of a secret that the line after names', '  «value: hunter2»\n  name: DB_PASSWORD', '«value: *******»'],
    ['the value of another name', '- name: COLOUR\n  «value: red»', '«value: red»'],
    ['an argument after its flag', '- --password\n- «hunter2»', '- «*******»'],
    ['a block scalar of a secret', 'PASSWORD: |\n  «hunter2»', '«*******»'],
    ['an empty span', 'a: «»b', 'a: «b»'],
  ];
  for (const [name, text, shown] of rows) it(name, () => expect(show(text)).toBe(shown));

  it('cuts a long line around the span', () => {
    const text = `${'word '.repeat(100)}«privileged»${' more'.repeat(100)}`;
    const shown = show(text);
    expect(shown).toMatch(/^….*«privileged».*…$/);
    expect(shown.replace(/[«»]/g, '')).toHaveLength(120);
  });

  it('looks at no more of an endless line than it must', () => {
    const text = `{"PASSWORD":"${'hunter2 '.repeat(2_000_000)}","a":«1»}`;
    const start = cpuTime();
    const origin = marked(text);
    const shown = excerptOf(origin);
    for (let i = 0; i < 200; i++) excerptOf(origin);
    expect(shown).toEqual({ text: '1}', start: 0, length: 1 });
    expect(cpuTime() - start).toBeLessThan(5_000);
  });

  it('never throws, stays short and on one line, and marks a part of its text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ minLength: 100, maxLength: 400 }),
      fc.string({ unit: fc.constantFrom('\t', '\n', '\r', '\x1b', ' ', 'a', '=', ':', '"', "'", '-'), maxLength: 300 }),
    );
    fc.assert(
      fc.property(text, fc.integer({ min: -2, max: 410 }), fc.integer({ min: 0, max: 50 }), (content, start, length) => {
        const shown = excerptOf({ source: { path: 'x', text: content }, start, end: start + length });
        expect(shown.text.length).toBeLessThanOrEqual(121);
        expect([...shown.text].some((char) => char < ' ' || char === '\x7f')).toBe(false);
        expect(shown.start).toBeGreaterThanOrEqual(0);
        expect(shown.start).toBeLessThanOrEqual(shown.text.length);
        expect(shown.length).toBeGreaterThanOrEqual(1);
      }),
      { numRuns: 2000 },
    );
  });

  it('points at what was written', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 80 }), fc.nat(79), (words, pick) => {
        const index = pick % words.length;
        const start = words.slice(0, index).join(' ').length + (index > 0 ? 1 : 0);
        const word = words[index] as string;
        const shown = excerptOf({ source: { path: 'x', text: words.join(' ') }, start, end: start + word.length });
        expect(shown.text.slice(shown.start, shown.start + shown.length)).toBe(word);
      }),
    );
  });
});

describe('spanOf', () => {
  const text = 'stringData: {first: K4ngaroo, second: K4ngar00}\n';
  it('quotes the place and nothing beside it', () => {
    expect(spanOf({ source: { path: 'a', text }, start: 30, end: 36 })).toEqual({ text: 'second: …', start: 0, length: 6 });
  });
  it('takes any range', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(40), fc.nat(40), (any, start, more) => {
        const span = spanOf({ source: { path: 'a', text: any }, start, end: start + more });
        expect(span.start + span.length).toBeLessThanOrEqual(span.text.length);
        expect(span.text).not.toContain('\n');
      }),
    );
  });
});
