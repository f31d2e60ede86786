import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuTime } from '../../test/support/cpu-time.ts';
import type { SurfaceId } from '../model/index.ts';
import { commentNotes } from './comments.ts';
import { acceptanceOf } from './grammar.ts';

const notes = (text: string, surface: SurfaceId = 'compose') => commentNotes({ path: 'x', text }, surface);
const said = '# bulkhead: accept a until 2027-01-31: why';

describe('what a comment says', () => {
  it.each([
    ['a until 2027-01-31: why', { controls: ['a'], until: '2027-01-31', reason: 'why' }],
    ['a, b-c until 2027-01-31: why: because', { controls: ['a', 'b-c'], until: '2027-01-31', reason: 'why: because' }],
    ['a,b until 2027-01-31 because it is so', { controls: ['a', 'b'], until: '2027-01-31', reason: 'it is so' }],
    ['a until: 2027-01-31: why', { controls: ['a'], until: '2027-01-31', reason: 'why' }],
    ['a until 2027-01-31:why', { controls: ['a'], until: '2027-01-31', reason: 'why' }],
    ['a until 2027-01-31', { controls: ['a'], until: '2027-01-31' }],
    ['a until 2027-01-31:', { controls: ['a'], until: '2027-01-31' }],
    ['a: why', { controls: ['a'], reason: 'why' }],
    ['a because why', { controls: ['a'], reason: 'why' }],
    ['a', { controls: ['a'] }],
    ['until 2027-01-31: why', { controls: [], until: '2027-01-31', reason: 'why' }],
    ['a, a until', { controls: ['a'] }],
    ['', { controls: [] }],
  ])('%s', (text, expected) => {
    expect(acceptanceOf(text)).toEqual(expected);
  });
});

describe('what a comment reaches', () => {
  it.each<[string, string, SurfaceId, readonly [number, number] | 'nothing']>([
    ['its own line', `a: 1\nb: 2 ${said}\nc: 3`, 'compose', [2, 2]],
    ['the next line', `a: 1\n${said}\nb: 2\nc: 3`, 'compose', [3, 3]],
    ['the next line below other comments', `${said}\n# more\nb: 2\n`, 'compose', [3, 3]],
    ['what is nested below the next line', `s:\n  ${said}\n  web:\n    image: x\n\n    # note\n    user: y\n  db: z\n`, 'compose', [3, 7]],
    ['what is nested below its own line', `s:\n  web: ${said}\n    image: x\n  db: z\n`, 'compose', [2, 3]],
    ['a list that stands as far left as its key', `containers: ${said}\n- name: a\n  b: c\n- name: d\nother: e\n`, 'kubernetes', [1, 4]],
    ['one item of a list', `c:\n  ${said}\n  - name: a\n    b: c\n  - name: d\n`, 'kubernetes', [3, 4]],
    ['nothing across an empty line', `${said}\n\nb: 2\n`, 'compose', 'nothing'],
    ['nothing at the end', `b: 2\n${said}`, 'compose', 'nothing'],
    ['lines with \\r\\n', `a: 1\r\n${said}\r\nb: 2\r\n`, 'compose', [3, 3]],
    ['a line below a block scalar', `a: |\n  text\n\n${said}\nb: 2\n`, 'compose', [5, 5]],
    ['the key behind the dash, below its text', `- a: |\n    text\n  ${said}\n  b: 2\n`, 'compose', [4, 4]],
    ['a line below a comment that looks like one', `a: # b |\n  ${said}\n  b: 2\n`, 'compose', [3, 3]],
    ['a continued instruction', `FROM x\n${said}\nRUN a \\\n  # note\n  b \\\n  c\nUSER d\n`, 'containerfile', [3, 6]],
    ['a line inside an instruction', `FROM x\nRUN a \\\n  ${said}\n  b\n`, 'containerfile', [4, 4]],
    ['a continued command', `${said}\ndocker run \\\n  --privileged \\\n  x\necho\n`, 'run-command', [2, 4]],
    ['a line of a script', `docker run x ${said}\n`, 'run-command', [1, 1]],
    ['a key of a unit', `[Container]\n; ${said.slice(2)}\nUser=0\n`, 'quadlet', [3, 3]],
  ])('%s', (_, text, surface, expected) => {
    const [note, ...more] = notes(text, surface);
    expect(more).toEqual([]);
    expect(note?.controls).toEqual(['a']);
    expect(note?.scope).toEqual(expected === 'nothing' ? { kind: 'nothing' } : { kind: 'lines', from: expected[0], to: expected[1] });
  });
});

it.each<[string, string, SurfaceId]>([
  ['behind an instruction of a Containerfile', `USER root ${said}`, 'containerfile'],
  ['behind a value of a unit', `User=0 ${said}`, 'quadlet'],
  ['in JSON, which has no comments', `{"a": "${said}"}`, 'oci-bundle'],
  ['in a block scalar', `command: |\n  ${said}\n  echo\n`, 'compose'],
  ['in a block scalar of a list', `- key: >-\n\n    a\n    ${said}\n- b: c\n`, 'kubernetes'],
  ['in a block scalar that is an entry', `args:\n  - |\n    ${said}\n`, 'kubernetes'],
  ['in a block scalar with a comment and CRLF', `a: |2- # text\r\n   ${said}\r\n`, 'compose'],
  ['without a mark', 'a: bulkhead: accept a until 2027-01-31: why', 'compose'],
  ['glued to a word', `a: b${said}`, 'compose'],
  ['about something else', '# bulkhead: a guess; measure, then set', 'compose'],
  ['of another case', '# Bulkhead: accept a until 2027-01-31: why', 'compose'],
])('is no acceptance: %s', (_, text, surface) => {
  expect(notes(text, surface)).toEqual([]);
});

it.each(['ignore', 'acept', 'disable', 'accepted'])('names the word that was meant by %s', (word) => {
  expect(notes(`a: 1 # bulkhead: ${word} a until 2027-01-31: why`)).toMatchObject([
    { controls: [], fault: expect.stringContaining(`"${word}"`) },
  ]);
});

it('has its place from the mark to the end of the line', () => {
  expect(notes(`a: 1\nb: 2 ${said}  \n`)[0]?.place).toEqual({ file: 'x', line: 2, column: 6, endLine: 2, endColumn: 6 + said.length });
});

it('reads no more than so many, and says so', () => {
  const found = notes(`${said}\n`.repeat(1200));
  expect(found.length).toBe(1001);
  expect(found.at(-1)?.fault).toContain('1000');
});

it('never throws, and reaches only lines that are there', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '# bulkhead: accept ',
      'bulkhead:',
      'until ',
      '2027-01-31',
      ': ',
      ', ',
      '\n',
      '\r\n',
      '\r',
      '  ',
      '- ',
      '#',
      '\\',
      '\t',
      'a: b',
      'because ',
    ),
    fc.string({ maxLength: 6 }),
  );
  const surfaces = fc.constantFrom<SurfaceId>('compose', 'kubernetes', 'containerfile', 'quadlet', 'run-command', 'oci-bundle');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), surfaces, (pieces, surface) => {
      const text = pieces.join('');
      const count = text.split(/\r\n|\n|\r/).length;
      for (const { scope, place } of notes(text, surface)) {
        expect(text).toContain('bulkhead:');
        expect(place.line).toBeLessThanOrEqual(count);
        if (scope.kind === 'lines') {
          expect(scope.from).toBeGreaterThanOrEqual(place.line);
          expect(scope.to).toBeGreaterThanOrEqual(scope.from);
          expect(scope.to).toBeLessThanOrEqual(count);
        }
      }
    }),
  );
});

it('finds again what it was given', () => {
  const control = fc.stringMatching(/^[a-z]+(-[a-z]+)*$/).filter((word) => word !== 'until' && word !== 'because');
  const day = fc
    .date({ min: new Date('2020-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const reason = fc.stringMatching(/^[a-z][a-z :,.]{0,30}[a-z]$/).filter((text) => !/^because\b/.test(text));
  fc.assert(
    fc.property(
      fc.uniqueArray(control, { minLength: 1, maxLength: 4 }),
      day,
      reason,
      fc.constantFrom(': ', ' because '),
      (controls, until, why, glue) => {
        const [note] = notes(`a: 1 # bulkhead: accept ${controls.join(', ')} until ${until}${glue}${why}\n`);
        expect(note).toMatchObject({ controls, until, reason: why });
      },
    ),
  );
});

it('takes time in proportion to the text', () => {
  const deep = Array.from(
    { length: 2000 },
    (_, depth) => `${' '.repeat(depth)}# bulkhead: accept a until 2027-01-31: why\n${' '.repeat(depth)}k:\n`,
  ).join('');
  const started = cpuTime();
  expect(notes(deep).length).toBe(1001);
  expect(cpuTime() - started).toBeLessThan(5000);
});
