import { describe, expect, it } from 'vitest';
import { finding, judged } from '../../test/support/report.ts';
import { compare, readBaseline, writeBaseline } from './baseline.ts';

const containers = [judged()];
const everywhere = { asked: () => true, reached: () => true };
const rename = (id: string) => id;
const taken = (findings: Parameters<typeof compare>[1]) =>
  readBaseline(writeBaseline(compare(new Map(), findings, containers, rename, everywhere).next));

describe('a baseline', () => {
  it('knows a finding again on another line, and no other', () => {
    const before = taken([finding()]);
    const { findings, stale } = compare(
      before,
      [finding({ origin: { file: 'compose.yaml', line: 99, column: 1, endLine: 99, endColumn: 2 } }), finding({ detail: 'new' })],
      containers,
      rename,
      everywhere,
    );
    expect(findings.map(({ baseline }) => baseline)).toEqual([true, undefined]);
    expect(stale).toBe(0);
  });

  it('counts the same finding as often as it was there', () => {
    const { findings } = compare(taken([finding(), finding()]), [finding(), finding(), finding()], containers, rename, everywhere);
    expect(findings.map(({ baseline }) => baseline)).toEqual([true, true, undefined]);
  });

  it('leaves out what is accepted, holds, or is about an acceptance', () => {
    const accepted = { reason: 'a', until: '2999-01-01', by: 'comment', place: finding().origin } as const;
    expect(taken([finding({ accepted }), finding({ outcome: 'held' }), finding({ control: 'accepted-risk' })]).size).toBe(0);
  });

  it('says what is mended, but only where this run looked', () => {
    const before = taken([finding(), finding({ control: 'privileged' })]);
    const stale = (reach: Partial<typeof everywhere>) => compare(before, [], containers, rename, { ...everywhere, ...reach });
    expect(stale({}).stale).toBe(2);
    expect(stale({ asked: () => false }).stale).toBe(0);
    expect(stale({ reached: () => false })).toMatchObject({
      stale: 0,
      next: [{ control: 'no-new-privileges' }, { control: 'privileged' }],
    });
  });

  it('is the same text whatever the order, and holds no detail', () => {
    const findings = [finding({ detail: 'hunter2' }), finding({ control: 'a' }), finding({ container: 'a#b' })];
    const text = (list: typeof findings) => writeBaseline(compare(new Map(), list, containers, rename, everywhere).next);
    expect(text(findings)).toBe(text(findings.toReversed()));
    expect(text(findings)).not.toContain('hunter2');
  });

  it.each(['', '[]', '{}', '{"version": 2, "findings": {}}', '{"version": 1}'])('refuses %j', (text) => {
    expect(() => readBaseline(text)).toThrow('--update-baseline');
  });
});
