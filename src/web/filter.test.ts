import { describe, expect, it } from 'vitest';
import { finding, judged, report } from '../../test/support/report.ts';
import { checkPage } from '../reports/html/check.ts';
import { everything, type Filter, matcher } from './filter.ts';
import { groupsOf } from './findings/groups.ts';
import { canTurn, cellAt, lookOf, tableOf } from './matrix/table.ts';
import { modelOf } from './model.ts';
import { storeOf } from './store.ts';

const accepted = {
  reason: 'known',
  until: '2027-01-31',
  by: 'comment',
  place: { file: 'a', line: 1, column: 1, endLine: 1, endColumn: 2 },
} as const;
const db = 'stacks/shop.yaml#db';
const model = modelOf(
  checkPage(
    report(
      [
        finding({ control: 'privileged', severity: 'critical', detail: 'has every privilege' }),
        finding({ control: 'seccomp', severity: 'low', outcome: 'unknown', detail: 'rests on ${PROFILE}' }),
        finding({ control: 'privileged', severity: 'high', outcome: 'held', detail: 'is not privileged', container: db }),
        finding({ control: 'seccomp', severity: 'medium', detail: 'may call every system call', container: db, accepted }),
      ],
      { containers: [judged(), judged({ id: db, name: 'db', file: 'stacks/shop.yaml' }), judged({ id: 'c', name: 'idle', file: 'c' })] },
    ),
    [],
    'high',
  ),
);

const seen = (filter: Partial<Filter>): readonly string[] =>
  model.entries
    .filter(matcher(model, { ...everything, ...filter }))
    .map(({ container, control }) => `${model.data.containers[container]?.name} ${model.data.controls[control]?.id}`)
    .sort();

describe('a filter', () => {
  it.each<[string, Partial<Filter>, readonly string[]]>([
    ['nothing', {}, ['db privileged', 'db seccomp', 'web privileged', 'web seccomp']],
    ['a word of a sentence', { search: 'EVERY' }, ['db seccomp', 'web privileged']],
    ['two words, of two things', { search: 'shop privi' }, ['db privileged']],
    ['a place', { search: 'compose.yaml:3' }, ['db seccomp', 'web privileged', 'web seccomp']],
    ['a word that is nowhere', { search: 'nowhere' }, []],
    ['a pattern is no pattern', { search: '.*' }, []],
    ['a severity', { severities: new Set(['critical', 'medium']) }, ['db privileged', 'db seccomp', 'web privileged']],
    ['an outcome', { shown: new Set(['on']) }, ['db privileged']],
    ['what is lived with', { shown: new Set(['accepted']) }, ['db seccomp']],
    ['what is off is not lived with', { shown: new Set(['off']) }, ['web privileged']],
    ['a control', { control: 'seccomp' }, ['db seccomp', 'web seccomp']],
    ['part of a container', { container: 'SHOP' }, ['db privileged', 'db seccomp']],
    ['all of it', { search: 'every', severities: new Set(['critical']), container: 'web', control: 'privileged' }, ['web privileged']],
  ])('asks for %s', (_, filter, expected) => {
    expect(seen(filter)).toEqual(expected);
  });
});

describe('the store', () => {
  it('tells those who watch once, however often it is asked', () => {
    const acts: (() => void)[] = [];
    const store = storeOf(model, (act) => acts.push(act));
    const told: number[] = [];
    store.watch(({ entries }) => told.push(entries.length));
    store.ask({ search: 'every' });
    store.ask({ control: 'seccomp' });
    expect([told, store.found().entries.length]).toEqual([[4], 1]);
    for (const act of acts) act();
    expect([told, acts.length]).toEqual([[4, 1], 1]);
  });
});

describe('the list', () => {
  const found = (filter: Partial<Filter>) => {
    const store = storeOf(model, () => undefined);
    store.ask(filter);
    return store.found();
  };

  it('has what is open, the gravest first', () => {
    expect(groupsOf(found({}), 'control').map(({ at, entries }) => [model.data.controls[at]?.id, entries.length])).toEqual([
      ['privileged', 1],
      ['seccomp', 1],
    ]);
  });

  it('has what is asked for, whatever its state', () => {
    expect(groupsOf(found({ shown: new Set(['on', 'accepted']) }), 'container').map(({ at, entries }) => [at, entries.length])).toEqual([
      [1, 2],
    ]);
  });
});

describe('the matrix', () => {
  const store = storeOf(model, () => undefined);

  it('has the longer side as rows, the gravest container first; and can be turned', () => {
    const table = tableOf(model, store.found(), false);
    expect([table.rows.map(({ name }) => name), table.columns.map(({ name }) => name)]).toEqual([
      ['web', 'db', 'idle'],
      ['privileged', 'seccomp'],
    ]);
    expect([canTurn(table), tableOf(model, store.found(), true).rows.map(({ name }) => name)]).toEqual([true, ['privileged', 'seccomp']]);
  });

  it.each([
    [0, 0, 'off critical', 'C', 'off, critical'],
    [0, 1, 'unknown', '?', 'not decided'],
    [1, 0, 'on', '✓', 'on'],
    [1, 1, 'accepted', '○', 'off, accepted'],
    [2, 0, 'blank', '', 'not judged'],
  ])('says of row %i, column %i: %s', (row, column, look, sign, words) => {
    const table = tableOf(model, store.found(), false);
    expect(lookOf(model, cellAt(model, table, row, column))).toEqual({ look, sign, words });
  });

  it('has only what is asked for', () => {
    store.ask({ search: 'system call' });
    const table = tableOf(model, store.found(), false);
    expect([table.rows.map(({ name }) => name), table.columns.map(({ name }) => name)]).toEqual([['db'], ['seccomp']]);
  });
});
