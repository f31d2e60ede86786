import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { processOf, recording } from '../../../test/support/process.ts';
import { proofReport, refusedBy, succeeds } from '../../../test/support/proof.ts';
import { observe } from '../../observe/index.ts';
import { cellsOf } from '../text/cells.ts';
import { type ProofFormat, proofFormats } from './formats.ts';
import { renderProof } from './index.ts';
import type { ProofReport } from './shape.ts';

const [eperm, eacces, einval] = [1, 13, 22];
const digest = { name: 'docker.io/library/web', sha256: 'a'.repeat(64) };
const secrets = '-e DB_PASSWORD=K4ngaroo99 -e API_TOKEN=ghp_K4ngaroo99aaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
const command = `docker run --cap-drop NET_RAW ${secrets} web --password K4ngaroo99`;
const answers = {
  'AppArmor label': refusedBy(einval),
  'socket(RAW)': refusedBy(eperm),
  'socket(PACKET)': refusedBy(eperm),
  'unshare(CLONE_NEWUSER)': refusedBy(eperm),
  mount: refusedBy(eperm),
  chroot: succeeds,
  no_new_privs: succeeds,
};
const kernel = { container: await observe(processOf(recording('docker-default')), 4711, 'web') };

const whole = proofReport({ command, answers, observed: kernel, subject: [digest], notes: ['there is no ./data yet'] });
const reports: readonly (readonly [string, ProofReport])[] = [
  ['with what the kernel says', whole],
  ['without it', proofReport({ command, answers, subject: [digest] })],
  ['cut short', proofReport({ command, answers, subject: [digest], cutShort: '3 attempts gave no answer: it was killed' })],
  ['one measure', proofReport({ command, answers, subject: [digest], control: ['net-raw'] })],
  ['with a problem', proofReport({ command, answers, problems: [{ file: 'compose.yaml', line: 3, message: 'db: there is no image' }] })],
  ['nothing but a problem', { ...whole, containers: [], problems: [{ file: 'compose.yaml', message: 'db: there is no image' }] }],
];

const schema = JSON.parse(readFileSync(new URL('../../../docs/proof.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);
const page = { color: false, width: 100, all: false };
const show = (format: ProofFormat, report = whole, more = {}): string => renderProof(format, report, { ...page, ...more });

describe('json', () => {
  it.each(reports)('keeps to the schema: %s', (_, report) => {
    expect(validate(JSON.parse(show('json', report))) || validate.errors).toBe(true);
  });

  it('holds every view of a measure with its ground', () => {
    const { containers } = JSON.parse(show('json'));
    const rows = new Map(containers[0].controls.map((row: { control: string }) => [row.control, row]));
    expect(rows.get('net-raw')).toMatchObject({
      verdict: 'holds',
      basis: 'attempts',
      effective: { outcome: 'held' },
      observed: { outcome: 'broken', ground: '/proc/4711/status' },
      evidence: [
        { probe: 'open a packet socket', call: 'socket', answer: 'EPERM', layer: 'capability' },
        { probe: 'open a raw socket', call: 'socket', answer: 'EPERM', layer: 'capability' },
      ],
      drift: [
        { between: ['effective', 'observed'], direction: 'weaker' },
        { between: ['observed', 'proved'], direction: 'stronger' },
      ],
    });
    expect(rows.get('apparmor')).toMatchObject({ verdict: 'not probed', because: 'this kernel runs no AppArmor' });
    expect(rows.get('host-pid')).toMatchObject({ verdict: 'holds', basis: 'kernel', observed: { ground: '/proc/4711/ns/pid' } });
    expect(rows.get('secret-in-environment')).toMatchObject({ declared: { file: 'command line', line: 1 } });
  });
});

describe('in-toto', () => {
  it('is a statement of the result of tests', () => {
    const { predicate, ...statement } = JSON.parse(show('in-toto'));
    expect(statement).toEqual({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: digest.name, digest: { sha256: digest.sha256 } }],
      predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
    });
    expect(Object.keys(predicate)).toEqual(['result', 'configuration', 'passedTests', 'warnedTests', 'failedTests', 'bulkheadProof']);
    expect(predicate).toMatchObject({ result: 'FAILED', passedTests: expect.arrayContaining(['net-raw']) });
    expect(predicate.failedTests).toContain('capabilities-dropped');
    expect(predicate.configuration).toEqual([{ name: 'effective view', digest: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } }]);
    const named = [...predicate.passedTests, ...predicate.warnedTests, ...predicate.failedTests];
    expect(new Set(named).size).toBe(named.length);
  });

  it.each([
    ['PASSED', { 'socket(RAW)': refusedBy(eperm) }],
    ['WARNED', { 'socket(RAW)': { ...succeeds, ended: 'not started' } as const }],
    ['FAILED', { 'socket(RAW)': succeeds }],
  ])('%s', (result, given) => {
    const report = proofReport({ command, answers: given, subject: [digest], control: ['net-raw'] });
    expect(JSON.parse(show('in-toto', report)).predicate.result).toBe(result);
  });

  it.each([
    ['no digest', proofReport({ command, answers }), 'tells no digest'],
    ['cut short', proofReport({ command, answers, subject: [digest], cutShort: 'killed' }), 'not complete: killed'],
    ['a problem', { ...whole, problems: [{ file: 'x', message: 'db: no image' }] }, 'not complete: db: no image'],
    ['two containers', { ...whole, containers: [...whole.containers, ...whole.containers] }, 'about one container'],
  ])('is not made of a proof with %s', (_, report, message) => {
    expect(() => show('in-toto', report)).toThrow(message);
  });
});

it('what is told of the network stands in every format', () => {
  const report = proofReport({ command, answers, subject: [digest], control: ['net-raw'] });
  const [one] = report.containers;
  if (one === undefined) throw new Error('no container');
  const network = {
    egress: [{ family: 'ipv4', packet: 'tcp 443', state: 'open', because: 'no filter stops it' }],
    neighbours: [{ whom: 'others on docker0', network: 'same', state: 'blocked', because: 'dropped by <filters>' }],
    declared: [],
  } as const;
  const told = { ...report, containers: [{ ...one, network }] };
  expect(JSON.parse(show('in-toto', told)).predicate.bulkheadProof.network).toEqual(network);
  expect(JSON.parse(show('json', told)).containers[0].network).toEqual(network);
  expect(show('junit', told)).toContain(`<system-out>
egress: open: no filter stops it
network: its own network, others on docker0: blocked: dropped by &lt;filters&gt;
</system-out>
</testsuite>`);
});

describe('junit', () => {
  it('has a case for each control', () => {
    const text = show('junit', proofReport({ command, answers, control: ['net-raw', 'capabilities-dropped', 'apparmor', 'host-pid'] }));
    expect(text).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="bulkhead" tests="4" failures="1" errors="0" skipped="2">
<testsuite name="web" tests="4" failures="1" errors="0" skipped="2">
<testcase name="capabilities-dropped" classname="web">
<failure message="it could change its root folder: chroot succeeds" type="medium">
it could change its root folder: chroot succeeds
</failure>
</testcase>
<testcase name="net-raw" classname="web"/>
<testcase name="apparmor" classname="web">
<skipped message="this kernel runs no AppArmor"/>
</testcase>
<testcase name="host-pid" classname="web">
<skipped message="no attempt shows it"/>
</testcase>
</testsuite>
</testsuites>
`);
  });

  it('counts what could not be told, was cut short or not proved as errors', () => {
    const given = { 'socket(RAW)': { ...succeeds, ended: 'not started' } as const };
    const problems = [{ file: 'compose.yaml', message: 'db: there is no image' }];
    const text = show('junit', proofReport({ command, answers: given, control: ['net-raw'], cutShort: 'it was <killed>', problems }));
    expect(text.match(/<error .*/g)).toEqual([
      '<error message="no process could be started for it" type="medium"/>',
      '<error message="it was &lt;killed&gt;" type="cut short"/>',
      '<error message="db: there is no image" type="problem"/>',
    ]);
  });
});

describe('text', () => {
  it.each([60, 80, 100, 160, 300])('fits %i columns', (width) => {
    const text = show('text', whole, { width, all: true });
    const tooLong = text.split('\n').filter((line) => cellsOf(line) > Math.max(72, Math.min(width, 160)));
    // A path is never broken: it has a line of its own.
    expect(tooLong.filter((line) => line.trim().includes(' '))).toEqual([]);
  });

  it('says what fails first, with what was met, then what holds', () => {
    const verdicts = show('text').match(/^(?:fails|inconclusive|holds|not probed) /gm) ?? [];
    expect(verdicts.map((word) => ['fails', 'inconclusive', 'holds', 'not probed'].indexOf(word.trim()))).toEqual(
      [...verdicts].map((word) => ['fails', 'inconclusive', 'holds', 'not probed'].indexOf(word.trim())).sort(),
    );
    expect(show('text', proofReport({ command, answers, control: ['net-raw', 'capabilities-dropped', 'cpu-limit'] })).split('\n')).toEqual([
      expect.stringMatching(/^web {2}\(docker [\d.]+, a twin of it\) {2}command line:1$/),
      '',
      'verdict       severity  control               declared  effective  observed',
      'fails         medium    capabilities-dropped  -         off        -',
      '              it could change its root folder: chroot succeeds',
      'holds         medium    net-raw               -         on         -',
      '              2 attempts: capability',
      'not probed    1 measure, of which cpu-limit is off by declaration (--all lists them)',
      '',
      '3 attempts: 1 measure holds, 1 does not, 0 could not be told',
      '',
    ]);
  });

  it('of several attempts that got through, what lets them all where no line does', () => {
    const doors = { 'unshare(CLONE_NEWUSER)': succeeds, keyctl: succeeds };
    const of = (text: string): string =>
      show('text', proofReport({ command: text, answers: doors, control: ['seccomp-profile-strength'] }), { width: 160 });
    expect(of('podman run web')).toContain("  runs under Podman's own profile, which leaves open: new user namespaces (");
    expect(of('podman run --security-opt seccomp=other.json web')).not.toContain('own profile');
    const one = { 'unshare(CLONE_NEWUSER)': succeeds };
    expect(show('text', proofReport({ command: 'podman run web', answers: one }), { width: 160 })).not.toContain('leaves open');
  });

  it('says where the views contradict each other', () => {
    const lines = show(
      'text',
      proofReport({ command: 'docker run --cap-drop ALL web', answers: { 'socket(RAW)': succeeds }, control: ['net-raw'] }),
    );
    expect(lines).toContain('drift: it was to be on, and an attempt got through');
    expect(show('text', proofReport({ command, answers, observed: kernel, control: ['net-raw'] }), { width: 160 })).toContain(
      'every attempt was refused, though the kernel says: may send forged packets (CAP_NET_RAW) (/proc/4711/status)',
    );
  });
});

it.each(proofFormats.flatMap((format) => [false, true].map((all) => [format, all] as const)))(
  'no value of a secret in %s (all: %s)',
  (format, all) => {
    const told = { ...answers, 'secret:DB_PASSWORD': { ...succeeds, value: 1n } };
    const withSecrets = proofReport({ command, answers: told, observed: kernel, subject: [digest], notes: ['not carried over: x'] });
    const text = show(format, withSecrets, { all });
    expect(text).toContain('secret-in-environment');
    expect(text).not.toContain('K4ngaroo99');
  },
);

it('text of files ends no line and starts no colour', () => {
  const evil = proofReport({ command, answers, subject: [digest], notes: ['a\u001b[31m\nproblem'] });
  for (const format of ['text', 'junit'] as const) expect(show(format, evil)).not.toContain('\u001b');
  expect(show('text', evil).split('\n')).not.toContain('problem');
});

it('EACCES is told by its name', () => {
  const [row] =
    proofReport({ command: 'docker run web', answers: { 'socket(AF_ALG)': refusedBy(eacces) }, control: ['seccomp-profile-strength'] })
      .containers[0]?.controls ?? [];
  expect(row?.evidence[0]).toMatchObject({ answer: 'EACCES' });
});
