import { describe, expect, it } from 'vitest';
import { noNewPrivileges } from '../controls/no-new-privileges/control.ts';
import type { Phrases } from '../model/index.ts';
import { explain, explainIndex, type Way } from './explain.ts';

const ways: Way[] = [
  { surface: 'containerfile', title: 'Containerfile', phrases: {} as Phrases },
  {
    surface: 'compose',
    title: 'Compose',
    phrases: { 'process.noNewPrivileges': (to: boolean) => `no-new-privileges:${to}` } as unknown as Phrases,
  },
  { surface: 'run-command', title: 'Run command', phrases: { 'process.noNewPrivileges': null } as unknown as Phrases },
];

const control = {
  ...noNewPrivileges,
  title: 'Title',
  why: 'Because.',
  stops: 'Something.',
  references: { mitre: ['T1611'], cisDocker: ['5.26'] },
};

describe('explain', () => {
  it('says why, what it stops, how to set it everywhere, and who asks for it', () => {
    expect(explain(control, ways)).toBe(`\
no-new-privileges
  Title
  medium: without it, a breach gives away privileges (privilege, recommended)

Why
  Because.

What it stops
  Something.

How to set it
  Containerfile  not there: it is decided when a container starts
  Compose        no-new-privileges:true
  Run command    it cannot be said there

Who asks for it
  CIS Docker Benchmark, 1.6.0
    5.26  No new privileges
  MITRE ATT&CK, platform Containers, 18.1
    T1611  Escape to Host

More
  docs/controls/no-new-privileges.md
`);
  });

  it('says so when only a container can tell what to change', () => {
    expect(explain({ ...control, harden: () => [] }, ways)).toContain('Compose        it depends on what the container asks for');
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
