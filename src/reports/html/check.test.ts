import { describe, expect, it } from 'vitest';
import { finding, judged, report } from '../../../test/support/report.ts';
import { noNewPrivileges } from '../../controls/no-new-privileges/control.ts';
import { states } from '../../web/data.ts';
import { checkPage } from './check.ts';

const accepted = {
  reason: 'an old program',
  until: '2027-01-31',
  by: 'comment',
  place: { file: 'compose.yaml', line: 2, column: 1, endLine: 2, endColumn: 5 },
} as const;

const page = checkPage(
  report(
    [
      finding({ remedy: ['security_opt: [no-new-privileges:true]'], excerpt: { text: 'web:', start: 0, length: 3 } }),
      finding({ control: 'privileged', outcome: 'held', detail: 'is not privileged' }),
      finding({ control: 'privileged', outcome: 'inapplicable', detail: 'has no kernel', container: 'compose.yaml#db' }),
      finding({ control: 'seccomp', outcome: 'unknown', detail: 'rests on ${X}', accepted }),
      finding({ control: 'accepted-risk', container: 'bulkhead.config.yaml#3', detail: 'answers for nothing', severity: 'low' }),
    ],
    { containers: [judged(), judged({ id: 'compose.yaml#db', name: 'db' })] },
  ),
  [noNewPrivileges],
  'medium',
);

describe('what check found, for the page', () => {
  it('is all that is off or not known, in full', () => {
    expect(
      page.entries.map(({ container, control, state }) => [page.containers[container]?.name, page.controls[control]?.id, state]),
    ).toEqual([
      ['web', 'no-new-privileges', 'off'],
      ['web', 'seccomp', 'unknown'],
      ['3', 'accepted-risk', 'off'],
    ]);
    expect(page.entries[0]).toMatchObject({ remedy: ['security_opt: [no-new-privileges:true]'], place: { file: 'compose.yaml', line: 3 } });
    expect(page.entries[1]?.accepted).toEqual({
      reason: 'an old program',
      until: '2027-01-31',
      place: { file: 'compose.yaml', line: 2, column: 1 },
    });
  });

  it('is three numbers of what holds', () => {
    const [control, state, says] = page.rest[1] ?? [];
    expect([page.controls[control ?? -1]?.id, states[state ?? -1], page.texts[says ?? -1]]).toEqual([
      'privileged',
      'none',
      'has no kernel',
    ]);
    expect(page.rest.map(({ length }) => length)).toEqual([3, 3, 0]);
  });

  it('says of a control why it matters, as far as it is known', () => {
    expect(page.controls[0]).toMatchObject({
      id: 'no-new-privileges',
      why: noNewPrivileges.why,
      references: expect.arrayContaining([expect.stringMatching(/^CIS Docker Benchmark 1\.6\.0: 5\.26/)]),
    });
    expect(page.controls.find(({ id }) => id === 'seccomp')?.why).toBe('');
  });

  it.each<[string, Parameters<typeof checkPage>, RegExp, boolean | undefined]>([
    ['broken', [report([finding({ severity: 'high' })]), [], 'high'], /fails: 1 finding is high or worse/, true],
    ['below', [report([finding({ severity: 'low' })]), [], 'high'], /passes: nothing is high or worse/, false],
    ['accepted', [report([finding({ severity: 'critical', accepted })]), [], 'high'], /passes/, false],
    ['not decided', [report([finding({ severity: 'high', outcome: 'unknown' })]), [], 'high'], /could not be decided/, true],
    ['a problem', [report([], { problems: [{ file: 'a', message: 'b' }] }), [], 'high'], /1 problem kept something/, true],
    ['nobody asks', [report([finding()]), [], undefined], /Nothing decides/, undefined],
  ])('verdict: %s', (_, [from, measures, failOn], said, fails) => {
    const { verdict } = checkPage(from, measures, failOn);
    expect([verdict.fails, verdict.text]).toEqual([fails, expect.stringMatching(said)]);
  });

  it.each([
    [['/srv/shop'], '/srv/shop/compose.yaml', 'compose.yaml'],
    [['/srv/shop/'], '/srv/shop/compose.yaml', 'compose.yaml'],
    [['shop'], 'shop/compose.yaml', 'shop/compose.yaml'],
    [['/srv/shop', '/srv/blog'], '/srv/shop/compose.yaml', '/srv/shop/compose.yaml'],
    [['/srv/sh'], '/srv/shop/compose.yaml', '/srv/shop/compose.yaml'],
  ])('of %s, %s is called %s', (targets, file, named) => {
    const { containers } = checkPage(report([], { targets, containers: [judged({ file })] }), [], 'high');
    expect(containers[0]?.file).toBe(named);
  });
});
