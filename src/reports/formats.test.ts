import { describe, expect, it } from 'vitest';
import { finding, judged, report } from '../../test/support/report.ts';
import { renderGithub } from './github.ts';
import { renderJunit } from './junit.ts';
import { renderMarkdown } from './markdown.ts';

const evil = '<b>&"\'\u001b[31m|@all\n::error::x`%';
const socket = finding({
  control: 'engine-socket',
  severity: 'critical',
  gain: 'host',
  detail: 'mounts the socket',
  remedy: ['remove it'],
  origin: { file: 'a,b:c.yaml', line: 7, column: 3, endLine: 7, endColumn: 9 },
});
const implied = finding({ control: 'seccomp', impliedBy: 'privileged' });
const open = finding({ control: 'non-root-user', outcome: 'unknown', detail: 'the image decides' });
const problems = [{ file: 'x.yaml', line: 2, column: 5, message: 'YAML: bad' }];

describe('github', () => {
  it('is one workflow command a finding, problems first, then the worst', () => {
    expect(renderGithub(report([finding({ from: 'Docker 29 default', remedy: ['a', 'b'] }), implied, open, socket], { problems }))).toBe(
      [
        '::error file=x.yaml,line=2,col=5,title=not judged::YAML: bad',
        '::error file=a%2Cb%3Ac.yaml,line=7,endLine=7,col=3,endColumn=9,title=engine-socket (critical)::web: mounts the socket%0A→ remove it',
        '::warning file=compose.yaml,line=3,endLine=3,col=3,endColumn=6,title=no-new-privileges (medium)::web: a set-uid program inside can raise the privileges of the process (Docker 29 default)%0A→ a%0A→ b',
        '::notice file=compose.yaml,line=3,endLine=3,col=3,endColumn=6,title=non-root-user (not decided)::web: the image decides',
        '',
      ].join('\n'),
    );
  });

  it('lets no text start a command of its own', () => {
    const text = renderGithub(report([finding({ detail: evil, remedy: [evil] })], { containers: [judged({ name: evil })] }));
    expect(text.trimEnd().split('\n')).toHaveLength(1);
    expect(text).not.toContain('\u001b');
    expect(text).toContain('%25');
  });
});

describe('junit', () => {
  it('has a suite for each file and a case for each finding', () => {
    const text = renderJunit(
      report([socket, open, finding({ outcome: 'held', control: 'privileged' })], {
        problems,
        containers: [judged(), judged({ id: 'k', name: 'clean', file: 'k.yaml' })],
      }),
    );
    expect(text).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="bulkhead" tests="5" failures="1" errors="2">
<testsuite name="compose.yaml" tests="3" failures="1" errors="1">
<testcase name="engine-socket" classname="web" file="a,b:c.yaml" line="7">
<failure message="mounts the socket" type="critical">
a,b:c.yaml:7:3; -&gt; remove it
</failure>
</testcase>
<testcase name="non-root-user" classname="web" file="compose.yaml" line="3">
<error message="the image decides" type="medium">
compose.yaml:3:3
</error>
</testcase>
<testcase name="privileged" classname="web" file="compose.yaml" line="3"/>
</testsuite>
<testsuite name="k.yaml" tests="1" failures="0" errors="0">
<testcase name="every measure asked for" classname="clean" file="k.yaml"/>
</testsuite>
<testsuite name="problems" tests="1" failures="0" errors="1">
<testcase name="x.yaml:2:5" classname="problems" file="x.yaml">
<error message="YAML: bad" type="problem"/>
</testcase>
</testsuite>
</testsuites>
`);
  });

  it('escapes what files wrote', () => {
    const text = renderJunit(report([finding({ detail: evil, remedy: [evil] })], { containers: [judged({ name: evil })] }));
    expect(text).not.toMatch(/<b>|&(?!amp;|lt;|gt;|quot;|apos;)/);
    expect(text).not.toContain('\u001b');
  });
});

describe('markdown', () => {
  it('says the verdict, the ways out, one row a control, and folds the places', () => {
    expect(renderMarkdown(report([socket, implied, open], { problems }), { failOn: 'high' })).toBe(`### ❌ Bulkhead: 1 container in 1 file

1 critical, 1 medium, 1 not decided, 1 problem

#### Ways out

- **web** can reach the host: mounts the socket (<code>a,b:c.yaml:7</code>)

| severity | control | containers | for one | mend |
| --- | --- | ---: | --- | --- |
| critical | engine-socket | 1 | mounts the socket | <code>remove it</code> |
| medium | seccomp | 1 | a set-uid program inside can raise the privileges of the process |  |

#### Not read or not judged

- <code>x.yaml:2:5</code> YAML: bad

<details><summary>1 critical finding</summary>

- <code>a,b:c.yaml:7</code> web: mounts the socket (engine-socket)

</details>

<details><summary>1 medium finding</summary>

- <code>compose.yaml:3</code> web: a set-uid program inside can raise the privileges of the process (seccomp)

</details>
`);
  });

  it('fits a comment, whatever the number of findings', () => {
    const many = Array.from({ length: 3000 }, (_, n) => finding({ container: `c${n}`, detail: `thing ${n}` }));
    const text = renderMarkdown(report(many, { containers: many.map(({ container }) => judged({ id: container, name: container })) }));
    expect(text.length).toBeLessThan(65_000);
    expect(text).toContain('shortened');
  });

  it('lets no text become markup, a mention or a table cell', () => {
    const text = renderMarkdown(
      report([finding({ detail: evil, remedy: [evil], severity: 'critical' })], { containers: [judged({ name: evil })] }),
    );
    expect(text).not.toMatch(/<b>|@all|[^\\]\|@/);
    expect(text).not.toContain('\u001b');
  });
});
