import { describe, expect, it } from 'vitest';
import { finding, judged, report } from '../../../test/support/report.ts';
import { sarifErrors } from '../../../test/support/sarif.ts';
import { noNewPrivileges } from '../../controls/no-new-privileges/control.ts';
import type { Finding, Report } from '../../model/index.ts';
import { escapeMessage } from './escape.ts';
import { artifactOf } from './location.ts';
import { renderSarif } from './render.ts';

const privileged = { ...noNewPrivileges, id: 'privileged', severity: 'critical' as const };
const controls = [noNewPrivileges, privileged];

const full = report(
  [
    finding({ control: 'privileged', severity: 'critical', remedy: ['privileged: false'], from: 'Docker 29 default' }),
    finding({ impliedBy: 'privileged' }),
    finding({ outcome: 'unknown', detail: '${X} is not set', remedy: ['x: 1'] }),
    finding({ outcome: 'held' }),
    finding({ outcome: 'inapplicable' }),
    finding({ control: 'unheard-of' }),
  ],
  {
    problems: [
      { file: 'a b.yaml', line: 2, column: 3, message: 'broken' },
      { file: '/abs', message: 'unreadable' },
    ],
  },
);

const runOf = (input: Report, options = {}) => JSON.parse(renderSarif(input, controls, options)).runs[0];

describe('renderSarif', () => {
  it.each([
    ['everything', full, { all: true, pages: 'https://example.org/' }],
    ['what is open', full, {}],
    ['nothing', report([], { containers: [] }), {}],
  ])('keeps to SARIF 2.1.0: %s', (_, input, options) => {
    expect(sarifErrors(JSON.parse(renderSarif(input, controls, options)))).toEqual([]);
  });

  it('describes every control as a rule', () => {
    const { rules } = runOf(full).tool.driver;
    expect(rules.map((rule: { id: string }) => rule.id)).toEqual(['no-new-privileges', 'privileged']);
    expect(rules[1]).toMatchObject({
      name: 'Privileged',
      defaultConfiguration: { level: 'error' },
      properties: { 'security-severity': '9.5', tags: expect.arrayContaining(['security', 'privilege']) },
    });
  });

  it('gives each finding kind, level, rule and place', () => {
    const { results } = runOf(full, { all: true });
    expect(results.map((each: { kind: string; level: string }) => `${each.kind} ${each.level}`)).toEqual([
      'fail error',
      'fail warning',
      'open none',
      'pass none',
      'notApplicable none',
      'fail warning',
    ]);
    expect(results[0]).toMatchObject({
      ruleId: 'privileged',
      ruleIndex: 1,
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'compose.yaml', uriBaseId: '%SRCROOT%' },
            region: { startLine: 3, startColumn: 3, endLine: 3, endColumn: 6 },
          },
        },
      ],
    });
    expect(results[5]).not.toHaveProperty('ruleIndex');
  });

  it('says what, why and what to do', () => {
    const text: string = runOf(full).results[0].message.text;
    expect(text).toContain('web: a set-uid program inside can raise the privileges of the process (Docker 29 default).');
    expect(text).toContain(privileged.stops);
    expect(text).toContain('Remedy: privileged: false');
    expect(text.length).toBeLessThan(1000);
  });

  it('names problems as notifications, and says that the run failed', () => {
    const [invocation] = runOf(full).invocations;
    expect(invocation.executionSuccessful).toBe(false);
    expect(invocation.toolExecutionNotifications).toHaveLength(2);
    expect(invocation.toolExecutionNotifications[0]).toMatchObject({
      level: 'error',
      locations: [{ physicalLocation: { artifactLocation: { uri: 'a%20b.yaml' }, region: { startLine: 2, startColumn: 3 } } }],
    });
    expect(runOf(report([])).invocations[0].executionSuccessful).toBe(true);
  });

  it('keeps fingerprints when lines move, and tells like findings apart', () => {
    const printOf = (...findings: Finding[]) =>
      runOf(report(findings, { containers: [judged()] })).results.map((each: { partialFingerprints: object }) => each.partialFingerprints);
    const moved = { file: 'compose.yaml', line: 90, column: 1, endLine: 90, endColumn: 4 };
    expect(printOf(finding())).toEqual(printOf(finding({ origin: moved })));
    const [first, second] = printOf(finding(), finding());
    expect(first).not.toEqual(second);
    expect(printOf(finding())).not.toEqual(printOf(finding({ container: 'other.yaml#web' })));
  });
});

it.each([
  ['compose.yaml', { uri: 'compose.yaml', uriBaseId: '%SRCROOT%' }],
  ['./a b/ü#?.yaml', { uri: 'a%20b/%C3%BC%23%3F.yaml', uriBaseId: '%SRCROOT%' }],
  ['/etc/x y', { uri: 'file:///etc/x%20y' }],
  ['c:\\x', { uri: 'c%3A%5Cx', uriBaseId: '%SRCROOT%' }],
  ['-', { uri: '-', uriBaseId: '%SRCROOT%' }],
  ['\ud800', { uri: '%EF%BF%BD', uriBaseId: '%SRCROOT%' }],
])('the URI of %s', (file, artifact) => expect(artifactOf(file)).toEqual(artifact));

it('leaves no link and no placeholder in a message', () => {
  expect(escapeMessage('[a](b) {0} ${X}')).toBe('[a\\](b) {{0}} ${X}');
});
