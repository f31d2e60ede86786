import { describe, expect, it } from 'vitest';
import { cpuTime } from '../../test/support/cpu-time.ts';
import { complaintOf } from './complaint.ts';

describe('complaintOf', () => {
  it.each([
    [
      'helm 4',
      'Error: web/templates/a.yaml:3:13\n  executing "web/templates/a.yaml" at <include "x" .>:\n    web/templates/_h.tpl:7:5\n      executing "x" at <.Values.a.b>:\n        nil pointer evaluating interface {}.b\n\nUse --debug flag to render out invalid YAML\n',
      { message: 'nil pointer evaluating interface {}.b', file: 'web/templates/_h.tpl', line: 7, column: 5 },
    ],
    [
      'helm 3',
      'Error: template: web/templates/a.yaml:3:13: executing "web/templates/a.yaml" at <.Values.a.b>: nil pointer evaluating interface {}.b\n\nUse --debug flag to render out invalid YAML\n',
      { file: 'web/templates/a.yaml', line: 3, column: 13, message: expect.stringContaining('nil pointer') },
    ],
    ['a syntax error', 'Error: parse error at (web/templates/a.yaml:3): missing value for if\n', { file: 'web/templates/a.yaml', line: 3 }],
    [
      'text that is no YAML',
      'Error: YAML parse error on web/templates/a.yaml: error converting YAML to JSON: yaml: line 3: mapping values are not allowed',
      { file: 'web/templates/a.yaml', message: expect.stringContaining('mapping values') },
    ],
    [
      'kubectl in the form of its log',
      'E1122 07:52:37.434979   16961 run.go:72] "command failed" err="loading KV pairs: \\"a.env\\": no such file"\n',
      { message: 'loading KV pairs: "a.env": no such file' },
    ],
    ['a log line', 'level=INFO msg="x"\nError: no\n', { message: 'no' }],
    ['nothing', '', { message: 'it said nothing' }],
  ])('reads what %s says', (_, stderr, expected) => expect(complaintOf(stderr)).toMatchObject(expected));

  it.each([
    'error: trouble configuring builtin SecretGenerator with config: `\nliterals:\n- password=hunter2\n`: no',
    'error: unable to parse SM or JSON patch from [patch: "password: hunter2\\nx: y"]',
    'error: "PASS WORD hunter2" is not a valid key name',
    'error: line "hunter2=\\" x',
    'Error: values: password=hunter2 is wrong',
    'E1122 07:52:37.434979   16961 run.go:72] "command failed" err="unable to parse [patch: \\"password: hunter2\\\\nx\\"]: \\"a hunter2\\""',
  ])('does not hand on what may be a secret: %j', (stderr) => expect(complaintOf(stderr).message).not.toContain('hunter2'));

  it.each(['a/templates/'.repeat(2000), '['.repeat(30_000), '"'.repeat(30_000), '`a'.repeat(15_000)])('is fast and short', (stderr) => {
    const before = cpuTime();
    expect(complaintOf(stderr).message.length).toBeLessThan(400);
    expect(cpuTime() - before).toBeLessThan(1000);
  });
});
