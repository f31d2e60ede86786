import { describe, expect, it } from 'vitest';
import { container } from '../../test/support/table.ts';
import type { Judgement } from '../judge.ts';
import {
  broken,
  byDefault,
  type Control,
  held,
  inapplicable,
  type Phrases,
  undecided,
  unknown,
  type Verdict,
  written,
} from '../model/index.ts';
import { toFinding } from './finding.ts';

const source = { path: 'compose.yaml', text: 'services:\n  web:\n    privileged: true # PASSWORD=hunter2\n' };
const at = (text: string) => ({ source, start: source.text.indexOf(text), end: source.text.indexOf(text) + text.length });

const control: Control = {
  id: 'privileged',
  group: 'privilege',
  title: '',
  stops: '',
  why: '',
  severity: 'high',
  gain: 'host',
  level: 'recommended',
  judges: ['container'],
  risk: { safe: true, because: '' },
  references: { pss: ['privileged'] },
  judge: () => held(''),
  harden: () => [
    { set: 'privileged', to: false },
    { set: 'root.readonly', to: true },
  ],
};

const phrases = {
  privileged: (to: boolean) => `privileged: ${to}`,
  'root.readonly': null,
  'linux.seccomp': () => 'seccomp',
  'process.runAsNonRoot': () => 'other',
} as unknown as Phrases;

const web = container({ origin: at('web') });
const judged = (verdict: Verdict, more: Partial<Judgement> = {}) => toFinding({ control, container: web, verdict, ...more }, phrases);

describe('toFinding', () => {
  it('says what is written, with its line', () => {
    expect(judged(broken('is on', written(true, at('privileged: true'))))).toEqual({
      control: 'privileged',
      severity: 'high',
      outcome: 'broken',
      gain: 'host',
      container: 'test.yaml#web',
      detail: 'is on',
      origin: { file: 'compose.yaml', line: 3, column: 5, endLine: 3, endColumn: 21 },
      excerpt: { text: 'privileged: true # PASSWORD=*******', start: 0, length: 16 },
      remedy: ['privileged: false'],
      references: { pss: ['privileged'] },
    });
  });

  it('says it on one line, whatever the values that it quotes', () => {
    expect(judged(broken('the image a\n  - b\r\nc is old', undefined)).detail).toBe('the image a - b c is old');
  });

  it('asks a control once for what mends a container, however many verdicts it has', () => {
    let asked = 0;
    const asking = { ...control, harden: () => [{ set: 'privileged', to: false } as const].slice(asked++) };
    const one = container({ origin: at('web') });
    const remedies = ['a', 'b'].map(
      (detail) => toFinding({ control: asking, container: one, verdict: broken(detail, undefined) }, phrases).remedy,
    );
    expect([asked, remedies]).toEqual([1, [['privileged: false'], ['privileged: false']]]);
  });

  it('says who decided where nobody wrote it, and points to the container', () => {
    const finding = judged(broken('is on', byDefault(true, 'Docker 29 default')));
    expect(finding).toMatchObject({ from: 'Docker 29 default', origin: { line: 2, column: 3 } });
    expect(finding.excerpt).toBeUndefined();
  });

  it('points to the line that brought a default about', () => {
    const finding = judged(broken('is off', byDefault(false, 'privileged: true', at('privileged: true'))), { impliedBy: 'privileged' });
    expect(finding).toMatchObject({ from: 'privileged: true', impliedBy: 'privileged', origin: { line: 3 }, excerpt: { length: 16 } });
  });

  it('mends the cause first, and asks for nothing that the engine then does by itself', () => {
    const verdict = broken('is off', byDefault(false, 'privileged: true', at('privileged: true')));
    const cause: Judgement = { control, container: web, verdict: broken('is on', written(true, at('privileged: true'))) };
    const follows = { ...control, id: 'seccomp', harden: () => [refuse, { set: 'linux.seccomp', to: { profile: 'default' } } as const] };
    const refuse = { set: 'process.runAsNonRoot', to: true } as const;
    expect(toFinding({ control: follows, container: web, verdict, impliedBy: 'privileged', cause }, phrases).remedy).toEqual([
      'privileged: false',
      'other',
    ]);
  });

  it('takes what the verdict knows better than the control', () => {
    const finding = judged(
      broken('x', written(1, at('web')), {
        severity: 'low',
        gain: 'network',
        origin: at('true'),
        remedy: [{ set: 'process.runAsNonRoot', to: true }],
      }),
    );
    expect(finding).toMatchObject({ severity: 'low', gain: 'network', origin: { line: 3, column: 17 }, remedy: ['other'] });
  });

  it('has no remedy where the surface has no word for it', () => {
    expect(judged(broken('x', undefined, { remedy: [{ set: 'root.readonly', to: true }] })).remedy).toBeUndefined();
  });

  it('says why it is not decided, and what would decide it', () => {
    const finding = judged(undecided(unknown('${X} is not set', at('true'))));
    expect(finding).toMatchObject({ outcome: 'unknown', detail: '${X} is not set', remedy: ['privileged: false'], excerpt: { start: 12 } });
  });

  it.each([held('fine', byDefault(1, 'x')), inapplicable('fine')])(
    'has neither remedy nor excerpt when nothing is wrong: $outcome',
    (verdict) => {
      const finding = judged(verdict);
      expect(finding).toMatchObject({ detail: 'fine', origin: { line: 2 } });
      expect(finding.remedy ?? finding.excerpt).toBeUndefined();
    },
  );
});
