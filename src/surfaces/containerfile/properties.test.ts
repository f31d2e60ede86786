import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readText } from '../../../test/support/containerfile.ts';
import { cpuTime } from '../../../test/support/cpu-time.ts';
import type { ReadResult } from '../../model/index.ts';
import { claims } from './claims.ts';

/** Texts made of what means something to the parser, so that chance meets the odd corners. */
const bits = [
  ...[
    'FROM ',
    'USER ',
    'RUN ',
    'COPY ',
    'ENV ',
    'ARG ',
    'ONBUILD ',
    'CMD ',
    'VOLUME ',
    'EXPOSE ',
    'HEALTHCHECK ',
    'SHELL ',
    'LABEL ',
    'ADD ',
  ],
  ...[
    '\n',
    '\r\n',
    '\\\n',
    '`\n',
    '# ',
    '# escape=`\n',
    ' ',
    '\t',
    '"',
    "'",
    '\\',
    '$',
    '${',
    '}',
    ':-',
    '%',
    '#',
    '/',
    '=',
    '--from=',
    '--mount=',
  ],
  ...['<<EOF', '<<-EOF', 'EOF', '[', ']', '["a"]', ',', 'a', 'AS ', '0', 'alpine', '{{', '\ufeff', '\0', '\ud800', 'é', '\u2028', '--'],
];
const texts = fc.array(fc.constantFrom(...bits), { maxLength: 60 }).map((parts) => parts.join(''));

function check({ containers, problems }: ReadResult, text: string): void {
  expect(containers.length).toBeLessThanOrEqual(1);
  expect(containers.length + problems.length).toBeGreaterThan(0);
  const plain = JSON.stringify(containers, (key, value) => (key === 'source' ? undefined : value));
  for (const [, start, end] of plain.matchAll(/"start":(\d+),"end":(\d+)/g)) {
    expect(Number(start)).toBeLessThanOrEqual(Number(end));
    expect(Number(end)).toBeLessThanOrEqual(text.length);
  }
}

describe('any text', () => {
  it('made of instructions is read or named', () => {
    fc.assert(
      fc.property(texts, (text) => {
        check(readText(text), text);
        check(readText(`FROM alpine\n${text}`), `FROM alpine\n${text}`);
      }),
      { numRuns: 3_000 },
    );
  });

  it('of any characters is read or named', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => check(readText(text), text)),
      { numRuns: 1_000 },
    );
  });

  it('is claimed or not, without throwing', () => {
    fc.assert(fc.property(fc.string({ maxLength: 40 }), texts, (name, text) => typeof claims(name, text) === 'boolean'));
  });

  it('cut anywhere is read or named', () => {
    const text =
      'ARG A=1\nFROM a:${A:-2} AS b\nRUN <<E1 cat <<"E2"\nx\nE1\ny\nE2\nENV P="a $A" \\\n Q=${A%1}\nFROM b\nUSER ${A}:$B\nCMD ["a"]\n';
    for (let end = 0; end <= text.length; end++) check(readText(text.slice(0, end)), text);
  });
});

/** Milliseconds to read a text, the best of three. */
function time(text: string): number {
  const runs = [0, 1, 2].map(() => {
    const started = cpuTime();
    readText(text);
    return cpuTime() - started;
  });
  return Math.min(...runs);
}

const many = (line: string, count: number, before = 'FROM alpine\n'): string => before + line.repeat(count);

const growing: readonly (readonly [name: string, text: (size: number) => string])[] = [
  ['many RUNs', (n) => many('RUN apt-get install -y curl\n', n)],
  ['many ENVs', (n) => `FROM alpine\n${Array.from({ length: n }, (_, i) => `ENV A${i}=$A${i - 1}x\n`).join('')}`],
  ['one long continuation', (n) => `FROM alpine\nRUN true \\\n${many(' && true \\\n', n, '')}\n`],
  ['one long line', (n) => `FROM alpine\nENV A="${'x y '.repeat(n * 4)}"\n`],
  ['many flags', (n) => `FROM alpine\nRUN ${'--mount=type=cache,target=/a '.repeat(n)}true\n`],
  ['many words', (n) => `FROM alpine\nENV ${'A=1 '.repeat(n * 2)}\n`],
  ['many quotes', (n) => `FROM alpine\nENV A=${`"'"`.repeat(n * 4)}\n`],
  ['many open braces', (n) => `FROM alpine\nENV A=${'${A:-'.repeat(n * 4)}\n`],
  ['many heredocs', (n) => many('RUN <<EOF\ntrue\nEOF\n', n)],
  ['many heredocs in one line', (n) => `FROM alpine\nRUN ${'<<EOF '.repeat(n)}\n${'EOF\n'.repeat(n)}`],
  ['heredocs without an end', (n) => `FROM alpine\nRUN ${'<<EOF '.repeat(n)}\n${'x\n'.repeat(n)}`],
  ['many comments', (n) => many('# comment\n', n)],
  ['many unknown instructions', (n) => many('what is this\n', n)],
  ['escape characters', (n) => `FROM alpine\nRUN ${'\\'.repeat(n * 8)}\n`],
  ['white space', (n) => `FROM alpine\nRUN ${' '.repeat(n * 8)}\n${'\t'.repeat(n * 8)}\n`],
  ['a deep JSON array', (n) => `FROM alpine\nCMD ${'['.repeat(n * 4)}\n`],
  ['values that double', (n) => many('ENV A=$A$A\n', n, 'FROM alpine\nENV A=xx\n')],
  ['patterns that match late', (n) => `FROM alpine\nENV A=${'a'.repeat(500)}\n${'ENV B=${A##*a*a*a*a*b}\n'.repeat(n / 4)}`],
];

describe('time grows with the text and not faster', () => {
  for (const [name, text] of growing) {
    it(name, { timeout: 60_000 }, () => {
      time(text(500));
      const small = time(text(5_000));
      const large = time(text(50_000));
      // Ten times the text: linear is 10. The floor keeps noise of short runs out, the factor leaves room for a busy machine.
      expect(large).toBeLessThan(Math.max(small, 5) * 45);
    });
  }

  it('many stages', () => {
    const stages = (n: number) => Array.from({ length: n }, (_, i) => `FROM s${i} AS s${i + 1}\nENV A${i}=1\nRUN x\n`).join('');
    expect(time(`FROM alpine AS s0\n${stages(900)}`)).toBeLessThan(2_000);
    expect(readText(`FROM alpine AS s0\n${stages(5_000)}`).problems[0]?.message).toMatch(/more than 1000/);
  });
});
