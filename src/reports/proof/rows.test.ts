import { describe, expect, it } from 'vitest';
import { effectiveOf } from '../../../test/support/effective-of.ts';
import type { Judgement } from '../../judge.ts';
import { broken, byDefault, type Control, type Evidence, held, inapplicable, type Verdict, written } from '../../model/index.ts';
import { controlRows } from './rows.ts';

/** What three views of one measure come to. */
const control = { id: 'it', title: 'It is on', severity: 'medium' } as Control;
const container = effectiveOf('docker run web');
const source = { path: '/proc/1/status', text: 'NoNewPrivs:\t0\n' };
const there = { source, start: 0, end: 12 };
const judged = (verdict: Verdict): readonly Judgement[] => [{ control, container, verdict }];
const evidence = (verdict: Evidence['verdict'], more: Partial<Evidence> = {}): Evidence => ({
  ...{ control: 'it', container: 'web', verdict, probe: 'do it', call: 'getpid', observed: 'getpid answers' },
  ...more,
});
const proof = (verdict: Evidence['verdict'], ...all: readonly Evidence[]) => [{ control: 'it', verdict, evidence: all }];

const on = held('it is on', byDefault(true, 'Docker 29 default'));
const off = broken('it is off', written(false, there), { severity: 'critical' });

type Row = ReturnType<typeof controlRows>[number];
const cases: readonly (readonly [string, Parameters<typeof controlRows>[1], Partial<Row>])[] = [
  [
    'tried, and stands',
    { effective: judged(on), proofs: proof('holds', evidence('holds')), live: false },
    {
      verdict: 'holds',
      basis: 'attempts',
      severity: 'medium',
      effective: { outcome: 'held', detail: 'it is on', from: 'Docker 29 default' },
      drift: [],
    },
  ],
  [
    'tried, and does not stand where it should',
    { effective: judged(on), proofs: proof('fails', evidence('fails')), live: false },
    { verdict: 'fails', severity: 'medium', drift: [{ between: ['effective', 'proved'], direction: 'weaker' }] },
  ],
  [
    'off, and so it is met',
    { effective: judged(off), observed: judged(off), proofs: proof('fails', evidence('fails')), live: false },
    {
      verdict: 'fails',
      severity: 'critical',
      declared: { file: '/proc/1/status', line: 1, column: 1, text: 'NoNewPrivs: 0' },
      observed: { outcome: 'broken', detail: 'it is off', ground: '/proc/1/status' },
      drift: [],
    },
  ],
  [
    'not tried: the kernel says it',
    { effective: judged(on), observed: judged(off), proofs: [], live: false },
    { verdict: 'fails', basis: 'kernel', severity: 'critical', drift: [{ between: ['effective', 'observed'], direction: 'weaker' }] },
  ],
  [
    'met something else in the place of what it is about',
    { effective: judged(off), proofs: proof('holds', evidence('holds')), live: false, absent: new Map([['it', 'it is not here']]) },
    { verdict: 'inconclusive', because: 'it is not here', drift: [] },
  ],
  [
    'not tried, and off',
    { effective: judged(off), proofs: [], live: false },
    { verdict: 'not probed', because: 'nothing was tried: it is off' },
  ],
  ['not tried, and on', { effective: judged(on), proofs: [], live: false }, { verdict: 'not probed', because: 'no attempt shows it' }],
  [
    'not tried in a container that others use',
    { effective: judged(on), proofs: [], live: true },
    { verdict: 'not probed', because: 'no attempt shows it, or trying it would weigh on what runs there' },
  ],
  [
    'somebody else decides',
    { effective: judged(inapplicable('the kubelet decides')), proofs: [], live: false },
    { verdict: 'not probed', because: 'the kubelet decides' },
  ],
  [
    'the kernel lacks it',
    {
      effective: judged(on),
      proofs: proof('inconclusive', evidence('inconclusive', { lacking: true, observed: 'this kernel runs no SELinux' })),
      live: false,
    },
    { verdict: 'not probed', because: 'this kernel runs no SELinux' },
  ],
  [
    'tried in vain',
    { effective: judged(on), proofs: proof('inconclusive', evidence('inconclusive', { observed: 'signal 9 ended it' })), live: false },
    { verdict: 'inconclusive', basis: 'attempts', because: 'signal 9 ended it' },
  ],
];

describe('controlRows', () => {
  it.each(cases)('%s', (_, views, row) => {
    expect(controlRows([control], views)).toEqual([expect.objectContaining(row)]);
  });

  it('a control that neither judges nor tries has no row', () => {
    expect(controlRows([control], { effective: [], proofs: [], live: false })).toEqual([]);
  });

  it('of several verdicts the worst counts', () => {
    expect(controlRows([control], { effective: [...judged(on), ...judged(off)], proofs: [], live: false })[0]?.effective?.outcome).toBe(
      'broken',
    );
  });
});
