import type { Answer } from '../answers.ts';
import { type Attempt, answerIs, endedEarly, errorOf, type Reading } from '../attempt.ts';
import { lowestError } from '../layout.ts';
import { also, compute, data, here, into, must, type Step, slot, text } from '../step.ts';
import type { Subject } from '../subject.ts';

const readOnly = 0x8_0000;
const longest = 256;

const start = (path: string): readonly Step[] => [
  into(0, must('openat', here, text(path), readOnly)),
  into(1, must('read', slot(0), data(), longest)),
  compute('emit', slot(1)),
  answerIs(1),
];

const said = ({ data: bytes }: Answer): string =>
  new TextDecoder('latin1')
    .decode(bytes)
    .replace(/\0[\s\S]*$/, '')
    .trim();

function reading(answer: Answer, path: string, reads: (value: string) => Reading): Reading {
  const early = endedEarly(answer, 'read');
  if (early !== undefined) return early;
  const error = errorOf(answer);
  return error === undefined ? reads(said(answer)) : { state: 'unclear', says: `${path} answers ${error}` };
}

const first = '/proc/1/oom_score_adj';

/** The program's own processes ask to be killed first, so the first process of the container is asked. */
const score: Attempt = {
  id: 'OOM score',
  control: 'oom-protection',
  layer: 'kernel',
  tries: 'let others be killed when memory runs out',
  call: 'read',
  steps: start(first),
  reads: (answer) =>
    reading(answer, first, (value) => ({
      state: value.startsWith('-') ? 'open' : 'blocked',
      says: `its OOM score is adjusted by ${value}`,
    })),
};

const control = '/sys/fs/cgroup/memory/memory.oom_control';

/** Of version 1 alone: version 2 cannot turn it off. */
const killer: Attempt = {
  id: 'OOM killer',
  control: 'oom-protection',
  layer: 'kernel',
  tries: 'use up its memory without anybody being killed',
  call: 'read',
  steps: [
    into(0, also('openat', here, text(control), readOnly)),
    compute('ifBelow', slot(0), lowestError, { steps: 2 }),
    compute('end'),
    ...start(control).slice(1),
  ],
  reads: (answer) =>
    reading(answer, control, (value) => {
      if (value === '') return { state: 'absent', says: 'no setting of its control group turns the killer off' };
      return value.includes('oom_kill_disable 1')
        ? { state: 'open', says: 'oom_kill_disable of its control group is 1' }
        : { state: 'blocked', says: 'oom_kill_disable of its control group is 0' };
    }),
};

type Sysctl = NonNullable<Subject['sysctls']>[number];

const parameter = ({ name, value, effect }: Sysctl): Attempt => {
  const path = `/proc/sys/${name.replaceAll('.', '/')}`;
  return {
    id: `sysctl:${name}`,
    control: 'unsafe-sysctls',
    layer: 'kernel',
    tries: `run with ${name}=${value}, which ${effect}`,
    call: 'read',
    steps: start(path),
    reads: (answer) =>
      reading(answer, path, (found) => ({
        state: found.split(/\s+/).join(' ') === value.trim().split(/\s+/).join(' ') ? 'open' : 'blocked',
        says: `${name} is ${found}`,
      })),
  };
};

export const settingAttempts = ({ ownProcesses, sysctls = [] }: Subject): readonly Attempt[] => [
  ...(ownProcesses === true ? [score, killer] : []),
  ...sysctls.map(parameter),
];
