import { describe, expect, it } from 'vitest';
import { noNewPrivileges } from '../../controls/no-new-privileges/control.ts';
import { usernsRemap } from '../../controls/userns-remap/control.ts';
import type { Control, Phrases } from '../../model/index.ts';
import { isDay } from '../../risks/date.ts';
import { acceptanceOf } from '../../risks/grammar.ts';
import { type About, aloneExplanation, explain, explainIndex, explanationOf, hostExplanation, type Way } from './index.ts';

const ways: Way[] = [
  { surface: 'containerfile', title: 'Containerfile', phrases: { 'process.noNewPrivileges': null } as unknown as Phrases },
  { surface: 'compose', title: 'Compose', phrases: { 'process.noNewPrivileges': () => 'never said' } as unknown as Phrases },
  {
    surface: 'quadlet',
    title: 'Quadlet',
    phrases: { 'process.noNewPrivileges': (to: boolean) => `NoNewPrivileges=${to}` } as unknown as Phrases,
  },
  { surface: 'run-command', title: 'Run command', phrases: { 'process.noNewPrivileges': null } as unknown as Phrases },
];

const about: About = {
  readme: {
    intro: 'Costs nothing.',
    living: 'A runner of jobs\nneeds sudo.',
    pairs: [{ surface: 'compose', label: '', broken: 'web:\n  image: x\n', fixed: 'web:\n  image: x\n  security_opt: [y]\n' }],
  },
  proof: {
    trials: [
      { tries: 'become root', call: 'execveat', weighs: true },
      { tries: 'look', call: 'prctl', mild: true },
    ],
  },
  until: '2027-05-01',
};

const control: Control = {
  ...noNewPrivileges,
  id: 'made-up',
  title: 'Title',
  why: 'Because.',
  stops: 'Something.',
  risk: { safe: false, because: 'sudo stops working', test: 'Use sudo' },
  references: { mitre: ['T1611'], cisDocker: ['5.26'] },
};

describe('explain', () => {
  it('says why, what it stops, how to set it, how it is proved, how to live with it, and who asks for it', () => {
    expect(explain(explanationOf(control, ways, about))).toBe(`\
made-up
  Title
  medium: without it, a breach gives away privileges (privilege, recommended)

Why
  Because.

What it stops
  Something.

How to set it
  Costs nothing.
  Containerfile  not there: it is decided when a container starts
  Compose
      web:
    +   security_opt: [y]
  Quadlet        NoNewPrivileges=true
  Run command    it cannot be said there

How it is proved
  bulkhead prove runs a program in a twin of the container. It holds when this fails there:
    become root (not with --live)  execveat
    look (told, not counted)       prctl

How to live with it
  A runner of jobs needs sudo.
  fix writes it only with --unsafe: sudo stops working. Afterwards: use sudo.
  To accept what is found, write above its line, or above the service, container or command:
    # bulkhead: accept made-up until 2027-05-01: REASON

Who asks for it
  CIS Docker Benchmark, 1.6.0
    5.26  No new privileges
  MITRE ATT&CK, platform Containers, 18.1
    T1611  Escape to Host

More
  docs/controls/made-up.md
`);
  });

  it.each<[string, Partial<Control>, string]>([
    [
      'only a container can tell what to change',
      { harden: () => [], judge: () => ({ outcome: 'held', detail: 'x' }) },
      'it depends on what the container asks for',
    ],
    ['it is missing, and nothing can be written', { harden: () => [] }, 'it cannot be said there'],
    [
      'it is not of this engine',
      {
        harden: () => [],
        judge: ({ engine }) =>
          engine === 'podman' ? { outcome: 'inapplicable', because: 'pods alone' } : { outcome: 'held', detail: 'x' },
      },
      'not there: pods alone',
    ],
    [
      'nothing of it is in an empty container',
      { harden: () => [], judge: () => ({ outcome: 'inapplicable', because: 'has no secret' }) },
      'it depends on what the container asks for',
    ],
    ['it is of images', { judges: ['image'] }, 'not there: it is decided when the image is built'],
    ['it is of objects', { judges: ['object'] }, 'not there: only Kubernetes has such objects'],
  ])('says so when %s', (_, change, words) => {
    expect(explain(explanationOf({ ...control, ...change }, ways, about))).toContain(`Quadlet        ${words}`);
  });

  it('has an acceptance that is one', () => {
    const [line = ''] = explanationOf(control, [], about).living.accept ?? [];
    const { controls, until, reason } = acceptanceOf(line.replace('# bulkhead: accept ', ''));
    expect({ controls, reason }).toEqual({ controls: ['made-up'], reason: 'REASON' });
    expect(isDay(until ?? '')).toBe(true);
  });

  it('says of a measure of the machine what to do there', () => {
    const text = explain(hostExplanation(usernsRemap, { ...about, proof: { read: 'Read, not tried.' } }));
    expect(text).toMatch(/How to set it on the machine\n {2}Costs nothing\.\n {2}- /);
    expect(text).toContain('  accept:\n      - control: userns-remap\n');
    expect(text).toMatch(
      /Stopped by this alone[^\n]*\n {4}CVE-2019-5736 {3}a container overwrites the runc binary of the host\n {20}runc, mended in 1\.0\.0-rc7\n/,
    );
  });

  it('has nothing to set where nothing is set', () => {
    expect(explain(aloneExplanation(control))).not.toMatch(/How to/);
  });

  it.each([
    ['no fault is needed', 'engine-socket', /The escapes behind it\n {2}No fault is needed/],
    [
      'one fault stands for all of its programs',
      'no-new-privileges',
      /CVE-2022-24769[^\n]*\n[^\n]*\n +containerd, mended in 1\.5\.11, 1\.6\.2\n +Docker Engine, mended in 20\.10\.14\n/,
    ],
    [
      'an update stops them all',
      'engine-version',
      /The escapes behind it\n {4}CVE-2019-5736[\s\S]* CVE-2022-0847 [^\n]*\n[^\n]*\n *nothing but the update stops it\n/,
    ],
  ])('escapes: %s', (_, id, expected) => {
    expect(explain(explanationOf({ ...control, id }, [], about))).toMatch(expected);
  });

  it('stays within its width, but for what is meant to be copied', () => {
    const lines = explain(explanationOf({ ...control, id: 'seccomp' }, ways, about), { width: 80 }).split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });
});

it('lists controls by group, the gravest first', () => {
  const index = explainIndex([
    { ...control, id: 'b', severity: 'low' },
    { ...control, id: 'a', severity: 'critical', level: 'strict' },
    { ...control, id: 'c', group: 'identity' },
  ]);
  expect(index).toBe(`\
identity
  c  medium    Title

privilege
  a  critical  Title (strict)
  b  low       Title

bulkhead explain CONTROL says more of one.
`);
});
