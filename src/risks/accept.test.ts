import { describe, expect, it } from 'vitest';
import { finding, judged } from '../../test/support/report.ts';
import type { Finding, Place } from '../model/index.ts';
import { accept } from './accept.ts';
import type { Note, Scope } from './note.ts';
import { standingOf } from './standing.ts';

const today = '2027-01-31';
const place: Place = { file: 'compose.yaml', line: 2, column: 5, endLine: 2, endColumn: 9 };
const note = (scope: Scope, more: Partial<Note> = {}): Note => ({
  by: 'comment',
  place,
  controls: ['no-new-privileges'],
  until: '2027-01-31',
  reason: 'why',
  scope,
  ...more,
});
const at = (line: number, file = 'compose.yaml') => ({ file, line, column: 1, endLine: line, endColumn: 2 });
const covers = (files: readonly string[], file: string) => files.includes(file);
const container = { kind: 'container', id: 'compose.yaml#web' } as const;

const run = (findings: readonly Finding[], notes: readonly Note[], problems: { file: string; message: string }[] = []) =>
  accept({ containers: [judged({ name: 'Deployment/a/web', line: 3 })], findings, problems }, [], notes, today, covers);
const isAccepted = (given: Finding, given2: Note): boolean => run([given], [given2]).findings[0]?.accepted !== undefined;

describe('reaches', () => {
  it.each<[string, Scope, Partial<Finding>, boolean]>([
    ['its line', { kind: 'lines', from: 7, to: 7 }, { origin: at(7) }, true],
    ['a block', { kind: 'lines', from: 5, to: 9 }, { origin: at(9) }, true],
    ['not the line after', { kind: 'lines', from: 5, to: 9 }, { origin: at(10) }, false],
    ['not another file', { kind: 'lines', from: 5, to: 9 }, { origin: at(7, 'b.yaml') }, false],
    ['a missing line, at the container', { kind: 'lines', from: 3, to: 3 }, { origin: at(3) }, true],
    ['what stands elsewhere, at the container', { kind: 'lines', from: 3, to: 3 }, { origin: at(40, 'Containerfile') }, true],
    ['a container by id', container, {}, true],
    ['not another container', { kind: 'container', id: 'compose.yaml#db' }, {}, false],
    ['everything', { kind: 'named' }, {}, true],
    ['a name', { kind: 'named', container: 'Deployment/a/web' }, {}, true],
    ['the last part of a name', { kind: 'named', container: 'web' }, {}, true],
    ['not a part of a part', { kind: 'named', container: 'eb' }, {}, false],
    ['a file', { kind: 'named', files: ['compose.yaml'] }, {}, true],
    ['the file of the container', { kind: 'named', files: ['compose.yaml'] }, { origin: at(1, 'Containerfile') }, true],
    ['not another file by pattern', { kind: 'named', files: ['b.yaml'] }, {}, false],
    ['nothing', { kind: 'nothing' }, {}, false],
    ['what was not decided', container, { outcome: 'unknown' }, true],
    ['not what holds', container, { outcome: 'held' }, false],
    ['not another control', container, { control: 'privileged' }, false],
  ])('%s', (_, scope, parts, expected) => {
    expect(isAccepted(finding(parts), note(scope))).toBe(expected);
  });
});

it.each<[string, Partial<Note>, boolean]>([
  ['on its last day', {}, true],
  ['after it', { until: '2027-01-30' }, false],
  ['without reason', { reason: undefined }, false],
  ['without end', { until: undefined }, false],
  ['with no date', { until: '2027-02-30' }, false],
])('counts %s', (_, more, expected) => {
  expect(isAccepted(finding(), note(container, more))).toBe(expected);
});

it('accepts with a finding what follows from it', () => {
  const { findings } = run(
    [
      finding({ control: 'privileged' }),
      finding({ control: 'seccomp', impliedBy: 'privileged' }),
      finding({ control: 'seccomp', impliedBy: 'privileged', container: 'compose.yaml#db' }),
    ],
    [note(container, { controls: ['privileged'] })],
  );
  expect(findings.map(({ accepted }) => accepted?.follows ?? accepted !== undefined)).toEqual([true, true, false]);
  expect(findings[0]?.accepted).toEqual({ reason: 'why', until: '2027-01-31', by: 'comment', place });
});

it('accepts a problem by a part of its message or by its file', () => {
  const problems = [
    { file: 'a.yaml', message: 'a template' },
    { file: 'b.yaml', message: 'other' },
    { file: 'c.yaml', message: 'broken' },
  ];
  const of = (text: string): Note => note({ kind: 'problem', text }, { controls: [] });
  expect(run([], [of('template'), of('b.yaml')], problems).problems.map(({ accepted }) => accepted !== undefined)).toEqual([
    true,
    true,
    false,
  ]);
});

describe('what is wrong with an acceptance', () => {
  const details = (notes: readonly Note[], findings: readonly Finding[] = [], { asked = true, complete = true } = {}) =>
    standingOf(notes, {
      today,
      controls: ['no-new-privileges', 'memory-limit'],
      severity: 'medium',
      used: run(findings, notes).used,
      asked: () => asked,
      complete: () => complete,
    }).map(({ detail }) => detail);

  it.each<[string, Partial<Note>, readonly Finding[], RegExp | undefined]>([
    ['nothing', {}, [finding()], undefined],
    ['unused', {}, [], /finds nothing of it here/],
    ['ended', { until: '2027-01-30' }, [finding()], /ended on 2027-01-30, so what it accepted counts again/],
    ['ended and unused', { until: '2027-01-30' }, [], /ended on/],
    ['no end', { until: undefined }, [finding()], /no end/],
    ['no reason', { reason: undefined }, [finding()], /no reason/],
    ['no date', { until: '2027-02-30' }, [finding()], /"2027-02-30", which is no date/],
    ['no such control', { controls: ['memory-limits'] }, [], /memory-limits, which is no control; did you mean memory-limit\?/],
    ['no control', { controls: [] }, [], /names no control/],
    ['reaches nothing', { scope: { kind: 'nothing' } }, [], /reaches nothing/],
  ])('%s', (_, more, findings, expected) => {
    const found = details([note(container, more)], findings);
    expect(found).toEqual(expected === undefined ? [] : [expect.stringMatching(expected)]);
  });

  it('is not said unused where the control was not judged, or not all was read', () => {
    expect(details([note(container)], [], { asked: false })).toEqual([]);
    expect(details([note(container)], [], { complete: false })).toEqual([]);
  });

  it('is not said ended where the control was not judged', () => {
    expect(details([note(container, { until: '2020-01-01' })], [], { asked: false })).toEqual([]);
  });

  it('is said once for an annotation that several containers share, and is used if one of them uses it', () => {
    const both = [note(container), note({ kind: 'container', id: 'compose.yaml#db' })];
    expect(details(both).length).toBe(1);
    expect(details(both, [finding()])).toEqual([]);
  });

  it('is not said of a finding that only a stricter profile tells', () => {
    const given = note(container);
    const { used } = accept({ containers: [], findings: [], problems: [] }, [finding()], [given], today, covers);
    expect([...used.values()].flatMap((controls) => [...controls])).toEqual(['no-new-privileges']);
  });

  it('is said of a problem that is gone', () => {
    expect(details([note({ kind: 'problem', text: 'gone' }, { controls: [] })])).toEqual([expect.stringContaining('is not there')]);
  });
});
