import type { Layer } from '../../model/index.ts';
import type { Answer } from '../answers.ts';
import { type Attempt, endedEarly, errorOf, oneCall, type Reading, usual } from '../attempt.ts';
import { exitCodes } from '../layout.ts';
import { type Argument, also, compute, here, into, must, room, type Step, slot, tell, text } from '../step.ts';
import type { Subject } from '../subject.ts';

/** Reads a number that says whether a measure is on. */
const state = (id: string, control: string, layer: Layer, tries: string, step: Step, reads: (value: bigint) => Reading): Attempt => ({
  ...oneCall({ id, control, tries }, step),
  layer,
  reads: (answer) => {
    const call = String(step.call);
    const early = endedEarly(answer, call);
    if (early !== undefined) return early;
    const error = errorOf(answer);
    return error === undefined ? reads(answer.value ?? 0n) : { state: 'unclear', says: `${call} answers ${error}` };
  },
});

const [getNoNewPrivs, getSeccomp] = [39, 21];

const states: readonly Attempt[] = [
  state(
    'no_new_privs',
    'no-new-privileges',
    'kernel',
    'gain privileges by a set-uid program',
    tell('prctl', getNoNewPrivs, 0, 0, 0, 0),
    (value) => (value === 1n ? { state: 'blocked', says: 'no_new_privs is set' } : { state: 'open', says: 'no_new_privs is not set' }),
  ),
  state('seccomp filter', 'seccomp', 'seccomp', 'make every system call', tell('prctl', getSeccomp, 0, 0, 0, 0), (value) =>
    value === 0n ? { state: 'open', says: 'no filter is loaded' } : { state: 'blocked', says: 'a filter is loaded' },
  ),
  state('user', 'non-root-user', 'identity', 'act as root', tell('geteuid'), (value) =>
    value === 0n ? { state: 'open', says: 'it runs as uid 0' } : { state: 'blocked', says: `it runs as uid ${value}` },
  ),
  state('group', 'root-group', 'identity', "use the root group's rights", tell('getegid'), (value) =>
    value === 0n ? { state: 'open', says: 'it runs with gid 0' } : { state: 'blocked', says: `it runs with gid ${value}` },
  ),
];

const [created, readable] = [0x8_00c2, 0x8_0000];
const emptyPath = 0x1000;

/**
 * Copies the program to a folder, without a name as soon as it is open, makes `mode` its mode, and executes it: its exit code says
 * whether that changed the user.
 */
export function executeCopy(subject: Subject, folder: string, mode: number, before: readonly Step[]): readonly Step[] {
  const path = text(`${folder.replace(/\/$/, '')}/.bulkhead-probe-copy`);
  return [
    into(0, must('openat', here, text(subject.self), readable)),
    into(1, must('openat', here, path, created, 0o700)),
    into(2, also('sendfile', slot(1), slot(0), 0, 0x10_0000)),
    into(3, also('fchmod', slot(1), mode)),
    into(4, also('openat', here, path, readable)),
    also('close', slot(1)),
    also('unlinkat', here, path, 0),
    ...before,
    compute('store', room(), path),
    compute('store', room(8), path),
    tell('execveat', slot(4), text(''), room(), room(24), emptyPath),
  ];
}

/** How the copy ended, or which step kept it from running. */
export function readsCopy(answer: Answer, of: { readonly onRun: (sameUser: boolean) => Reading; readonly steps: number }): Reading {
  const early = endedEarly(answer, 'execveat');
  if (early !== undefined) return early;
  const code = typeof answer.ended === 'object' && 'code' in answer.ended ? answer.ended.code : 0;
  if (code === exitCodes.sameUser || code === exitCodes.anotherUser) return of.onRun(code === exitCodes.sameUser);
  if (answer.step === of.steps - 1) return usual('execveat')(answer);
  return { state: 'unclear', says: `the program could not be copied there (${errorOf(answer) ?? 'it ended early'})` };
}

/** With CAP_SETUID alone: becomes an ordinary user, and executes a set-uid root copy of itself. */
const setUid = (subject: Subject): Attempt => {
  const steps = executeCopy(subject, '/', 0o4755, [must('setresuid', 54_321, 54_321, 54_321)]);
  return {
    id: 'set-uid program',
    control: 'no-new-privileges',
    layer: 'kernel',
    tries: 'become root by a set-uid program',
    call: 'execveat',
    weighs: true,
    steps,
    reads: (answer) =>
      readsCopy(answer, {
        steps: steps.length,
        onRun: (sameUser) =>
          sameUser
            ? { state: 'blocked', says: 'a set-uid program runs as the user that started it' }
            : { state: 'open', says: 'a set-uid program makes an ordinary user root' },
      }),
  };
};

/** Where a text lies, and its length without the NUL. */
const textOf = (value: string): readonly [Argument, number] => [text(value), new TextEncoder().encode(value).length];

/** Only the name is looked for, and what stands behind it never leaves the container. */
const secret = (name: string): Attempt => ({
  id: `secret:${name}`,
  control: 'secret-in-environment',
  tries: `read ${name} from /proc/self/environ`,
  call: 'read',
  steps: [
    into(0, must('openat', here, text('/proc/self/environ'), readable)),
    // The NUL before it, so that no longer name is taken for it.
    into(1, must('read', slot(0), room(1), 32_000)),
    into(1, compute('add', slot(1), 1)),
    { ...compute('find', room(), slot(1), ...textOf(`\0${name}=`)), report: true },
  ],
  reads(answer) {
    const early = endedEarly(answer, 'read');
    if (early !== undefined) return early;
    const error = errorOf(answer);
    if (error !== undefined) return { state: 'unclear', says: `/proc/self/environ answers ${error}` };
    return answer.value === 1n
      ? { state: 'open', says: `${name} stands in /proc/self/environ` }
      : { state: 'blocked', says: `no ${name} stands in /proc/self/environ` };
  },
});

export const identityAttempts = (subject: Subject): readonly Attempt[] => [...states, setUid(subject), ...subject.secrets.map(secret)];
