import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finding, judged, report } from '../../../test/support/report.ts';
import type { Finding, Severity } from '../../model/index.ts';
import { renderText } from './render.ts';

const missing = 'Docker 29 default';
const lineAt = (line: number, file = 'compose.yaml') => ({ file, line, column: 5, endLine: line, endColumn: 21 });

const socket = finding({
  control: 'engine-socket',
  severity: 'critical',
  gain: 'host',
  detail: "mounts the engine's socket /var/run/docker.sock",
  origin: lineAt(12),
  excerpt: { text: '- /var/run/docker.sock:/var/run/docker.sock', start: 2, length: 20 },
  remedy: ['take out the mount'],
});

const privileged = finding({
  control: 'privileged',
  severity: 'critical',
  gain: 'host',
  detail: 'runs privileged',
  origin: lineAt(5),
  excerpt: { text: 'privileged: true', start: 0, length: 16 },
  remedy: ['privileged: false'],
});

const implied = ['seccomp', 'apparmor', 'masked-paths'].map((control) =>
  finding({ control, severity: 'high', gain: 'host', impliedBy: 'privileged', from: 'privileged: true', origin: lineAt(5) }),
);

const root = finding({ control: 'non-root-user', severity: 'high', detail: 'runs as root', from: missing, remedy: ['user: "1000"'] });

const sections = (text: string): string[] => text.split('\n\n');

describe('one container', () => {
  it('says the ways out first, then each finding with line, caret and remedy, then what to do', () => {
    expect(renderText(report([root, socket, finding({ outcome: 'held' })]), { failOn: 'high' })).toBe(`\
Ways out (1)  an intruder in one of these containers does not stay inside
  web can reach the host: mounts the engine's socket /var/run/docker.sock (engine-socket)
      compose.yaml:12

All findings, container by container
web  compose.yaml:3  docker
  critical  engine-socket  mounts the engine's socket /var/run/docker.sock
           12 │ - /var/run/docker.sock:/var/run/docker.sock
              │   ^^^^^^^^^^^^^^^^^^^^
            → take out the mount
  high      non-root-user  runs as root (Docker 29 default)
            → user: "1000"

Summary
  1 container in 1 file: 1 critical, 1 high; 1 measure is on
  2 findings are high or worse: the check fails

Do first
  1. engine-socket in web (compose.yaml:12): take out the mount
  2. non-root-user in web (compose.yaml:3): user: "1000"

Next
  bulkhead explain engine-socket   why it matters, and how to set it everywhere
`);
  });

  it('folds what a line brings about under its cause', () => {
    const [ways, web] = sections(renderText(report([...implied, privileged])));
    expect(ways).not.toContain('seccomp');
    expect(web).toBe(`\
All findings, container by container
web  compose.yaml:3  docker
  critical  privileged  runs privileged
            also turns off seccomp, apparmor and masked-paths
            5 │ privileged: true
              │ ^^^^^^^^^^^^^^^^
            → privileged: false`);
  });

  it('shows what is implied by nothing that is listed', () => {
    expect(renderText(report(implied))).toContain('high      seccomp ');
  });

  it('shows both of two that imply each other', () => {
    const text = renderText(report([finding({ control: 'a', impliedBy: 'b' }), finding({ control: 'b', impliedBy: 'a' })]));
    expect(text).toContain('medium    a ');
    expect(text).toContain('medium    b ');
  });

  it('says what was not decided and what would decide it', () => {
    const open = finding({ control: 'non-root-user', outcome: 'unknown', detail: '${UID} is not set', remedy: ['user: "1000"'] });
    expect(sections(renderText(report([open])))[0]).toBe(`\
Not decided (1)  what decides it is not in these files
  non-root-user: \${UID} is not set (web compose.yaml:3)
      → user: "1000" would decide it`);
  });

  it('names problems', () => {
    const problems = [{ file: 'chart/a.yaml', line: 3, column: 7, message: 'a Helm template: render it first' }];
    expect(renderText(report([], { problems }), { failOn: 'high' })).toBe(`\
Not read or not judged (1)
  chart/a.yaml:3:7  a Helm template: render it first

Summary
  1 container in 1 file: nothing is wrong; 1 problem
  not everything could be judged: the check fails
`);
  });

  it('says so when nothing is wrong', () => {
    expect(renderText(report([finding({ outcome: 'held' }), finding({ outcome: 'held' })]), { failOn: 'high' })).toBe(`\
Summary
  1 container in 1 file: nothing is wrong; 2 measures are on
  nothing is high or worse: the check passes
`);
  });

  it('says so when there was nothing to judge', () => {
    const input = report([], { containers: [], summary: { ...report([]).summary, containers: 0, files: 0 } });
    const found = 'nothing was judged: no Containerfile, compose file, Kubernetes manifest or run command was found';
    expect(renderText(input, { width: 200 })).toBe(`Summary\n  ${found}\n`);
    const passed = { ...input, passedOver: [{ file: 'a.png', reason: 'binary' }] };
    expect(renderText(passed, { width: 200 })).toBe(`Summary\n  ${found}; 1 file passed over (--verbose says why)\n`);
  });

  it('lists what holds with `all`, what was passed over with `verbose`', () => {
    const input = report([finding({ outcome: 'held', detail: 'it is set', from: missing })], {
      passedOver: [{ file: 'a.png', reason: 'binary' }],
    });
    expect(renderText(input)).not.toMatch(/it is set|a\.png/);
    expect(renderText(input, { all: true })).toContain('no-new-privileges  it is set (Docker 29 default)');
    expect(renderText(input, { verbose: true })).toContain('Passed over (1)\n  a.png  binary');
  });
});

describe('several findings of one control', () => {
  const apart = ['agent', 'proxy', 'cache'].map((name) => judged({ id: name, name: `DaemonSet/a-long-name-${name}/${name}-container` }));

  it('names containers whose names take more than a line once', () => {
    const each = apart.map(({ id }): Finding => ({ ...privileged, container: id }));
    const text = renderText(report(each, { containers: apart }), { width: 100 });
    const [, way = ''] = /Ways out.*\n([\s\S]*?)\n\n/.exec(text) ?? [];
    for (const { name } of apart) expect(way.split(name)).toHaveLength(2);
  });

  it('show the line of which they say the place', () => {
    const mounts = [12, 15].map((line): Finding => ({ ...socket, detail: `mounts ${line}`, origin: lineAt(line) }));
    const many = Array.from({ length: 30 }, (_, at) => judged({ id: `c${at}`, name: `c${at}` }));
    const others = many.map(({ id }): Finding => ({ ...privileged, container: id }));
    const text = renderText(report([...mounts, ...others], { containers: [judged(), ...many] }));
    expect(text).toMatch(/for example, mounts 12\n +web compose\.yaml:12\n +12 │/);
  });
});

describe('quiet', () => {
  it('is silent when nothing fails the run', () => {
    expect(renderText(report([finding()]), { quiet: true, failOn: 'high' })).toBe('');
    expect(renderText(report([root]), { quiet: true })).toBe('');
  });

  it('says each failure on one line', () => {
    const problems = [{ file: 'x.yaml', message: 'unreadable' }];
    expect(renderText(report([socket, finding(), ...implied], { problems }), { quiet: true, failOn: 'critical' })).toBe(
      `compose.yaml:12:5: critical engine-socket: web mounts the engine's socket /var/run/docker.sock\nx.yaml: problem: unreadable\n`,
    );
  });
});

describe('many containers', () => {
  const severities: Severity[] = ['low', 'medium', 'high', 'critical'];
  const containers = Array.from({ length: 200 }, (_, i) =>
    judged({ id: `f${i % 40}.yaml#s${i}`, name: `service-${i}`, file: `deploy/f${i % 40}.yaml`, line: i + 1 }),
  );
  const findings: Finding[] = containers.flatMap(({ id, file, line }, i) =>
    Array.from({ length: 36 }, (_, k) =>
      finding({
        control: `some-measure-${k}`,
        severity: severities[(k + (i % 50 === 0 ? 1 : 0)) % 4] as Severity,
        gain: k % 4 === 3 ? 'host' : 'privileges',
        container: id,
        detail: `does the thing number ${k} in its own way, ${i % 7}, which takes a while to tell`,
        outcome: (i + k) % 11 === 0 ? 'unknown' : 'broken',
        from: missing,
        remedy: [`set_${k}: true`],
        origin: lineAt(line, file),
      }),
    ),
  );
  const problems = Array.from({ length: 50 }, (_, i) => ({
    file: `chart/${i}.yaml`,
    line: 1,
    message: 'a Helm template: render it first',
  }));

  it('fit two screens', () => {
    const lines = renderText(report(findings, { containers, problems }), { failOn: 'high' }).split('\n');
    expect(lines.length).toBeLessThanOrEqual(100);
    expect(lines.length).toBeGreaterThan(50);
  });

  it('are all there in the details', () => {
    const text = renderText(report(findings, { containers, problems }), { details: true });
    for (const { name, file, line } of containers) expect(text).toContain(`${name}  ${file}:${line}`);
  });

  it('share one entry for each control', () => {
    const many = Array.from({ length: 40 }, (_, i) => judged({ id: `c${i}`, name: `c${i}`, line: i + 1 }));
    const excerpt = { text: 'user: root', start: 0, length: 10 };
    const each = many.map(
      ({ id, line }): Finding => ({ ...root, excerpt, container: id, origin: lineAt(line), severity: line < 5 ? 'high' : 'low' }),
    );
    const text = renderText(report([...each, { ...socket, container: 'c0' }], { containers: many }));
    expect(sections(text)[1]).toBe(`\
All findings, the gravest first
  critical  engine-socket  mounts the engine's socket /var/run/docker.sock
            c0 compose.yaml:12
           12 │ - /var/run/docker.sock:/var/run/docker.sock
              │   ^^^^^^^^^^^^^^^^^^^^
            → take out the mount
  high      non-root-user  runs as root (Docker 29 default)
            in 4 containers: c0 compose.yaml:1, c1 compose.yaml:2, c2 compose.yaml:3 and 1 more
            1 │ user: root
              │ ^^^^^^^^^^
            → user: "1000"
  low       non-root-user  runs as root (Docker 29 default)
            in 36 containers: c4 compose.yaml:5, c5 compose.yaml:6, c6 compose.yaml:7 and 33 more
            5 │ user: root
              │ ^^^^^^^^^^
            → user: "1000"`);
    expect(text).toContain('add --details');
  });
});

it('does not say that a check passes when a grave measure is not decided', () => {
  const text = renderText(report([finding({ outcome: 'unknown', severity: 'critical', detail: '${X} is not set' })]), { failOn: 'high' });
  expect(text).toContain('a measure that is high or worse could not be decided: the check fails');
});

describe('text from files', () => {
  const evil = '\u001b[31mred\u001b]0;title\u0007\u009b2J\u202egnp.exe\nnext\r\u2028';

  it('cannot steer the terminal', () => {
    const input = report(
      [
        finding({ detail: evil, remedy: [evil], from: evil, excerpt: { text: evil, start: 0, length: 4 } }),
        finding({ outcome: 'unknown', detail: evil }),
        finding({ outcome: 'held', detail: evil, origin: { ...lineAt(3), file: evil } }),
        finding({ severity: 'critical', gain: 'host', container: evil }),
      ],
      {
        containers: [judged({ name: evil, file: evil })],
        problems: [{ file: evil, message: evil }],
        passedOver: [{ file: evil, reason: evil }],
        targets: [evil],
      },
    );
    for (const options of [{ all: true, verbose: true }, { quiet: true, failOn: 'low' as const }, { details: true }]) {
      const bad = [...renderText(input, options)].filter((char) => /[\p{Cc}\u2028\u202e]/u.test(char) && char !== '\n');
      expect(bad).toEqual([]);
    }
  });

  it('is coloured only when asked, and the colour is all that differs', () => {
    const input = report([socket, root, finding({ outcome: 'unknown' })], { problems: [{ file: 'a', message: 'b' }] });
    const plain = renderText(input);
    const colored = renderText(input, { color: true });
    const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
    expect(plain).not.toMatch(escapes);
    expect(colored).toMatch(escapes);
    expect(colored.replace(escapes, '')).toBe(plain);
  });

  it('never breaks the report', () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 });
    const any = fc.record({
      control: text,
      detail: text,
      container: fc.constantFrom('compose.yaml#web', 'x'),
      impliedBy: text,
      remedy: fc.array(text),
    });
    fc.assert(
      fc.property(fc.array(any), fc.constantFrom({}, { all: true, width: 1 }, { details: true }), (parts, options) => {
        expect(renderText(report(parts.map(finding)), options)).toMatch(/Summary/);
      }),
    );
  });
});
