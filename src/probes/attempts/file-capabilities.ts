import { type Attempt, endedEarly, errorOf, type Reading } from '../attempt.ts';
import { capabilityAttribute, capableBeside } from '../capable.ts';
import { capabilityVersion3, exitCodes } from '../layout.ts';
import { also, compute, must, room, tell, text, words, zeros } from '../step.ts';
import type { Subject } from '../subject.ts';
import { wholeFile } from '../whole-file.ts';
import { capabilityBits, statusOf } from './status.ts';

/** The id by which whoever runs the program knows that the file is asked for. */
export const fileCapabilities = 'program with capabilities';

/** Behind the words of the program that is executed. */
const [noEnvironment, attribute] = [room(64), room(256)];

/** Becomes an ordinary user where it may, gives up every capability, and executes a program whose file gives them all. */
export const fileCapabilityAttempt = ({ self }: Subject): Attempt => {
  const path = text(capableBeside(self));
  const steps = [
    must('getxattr', path, text(capabilityAttribute), attribute, 64),
    also('setresuid', 54_321, 54_321, 54_321),
    must('capset', words(capabilityVersion3), zeros(24)),
    ...wholeFile('/proc/self/status'),
    ...[0, 8, 16].map((at) => compute('store', room(at), path)),
    tell('execve', path, room(), noEnvironment),
  ];
  return {
    id: fileCapabilities,
    control: 'no-new-privileges',
    layer: 'kernel',
    tries: 'gain capabilities by a program whose file gives them',
    call: 'execve',
    weighs: true,
    steps,
    reads(answer) {
      const early = endedEarly(answer, 'execve');
      if (early !== undefined) return early;
      const error = errorOf(answer);
      const code = typeof answer.ended === 'object' && 'code' in answer.ended ? answer.ended.code : 0;
      const status = statusOf(answer.data);
      if (code === exitCodes.holdsSome) return { state: 'open', says: gained(status('Uid')) };
      if (code === exitCodes.holdsNone) return gainedNothing(status);
      if (answer.step === 0)
        return { state: 'unclear', says: `no file with capabilities could be put there (${error ?? 'it ended early'})` };
      if (answer.step === steps.length - 1) return { state: 'unclear', says: `execve answers ${error}` };
      return { state: 'unclear', says: `it could not give up what it holds first (${error ?? 'it ended early'})` };
    },
  };
};

/** Root that may not become another user is given them by every program. */
const gained = (uid: string | undefined): string =>
  uid?.split(/\s+/)[1] === '0' ? 'root that gave up every capability holds some again' : 'an ordinary user that held none holds some';

/** The bounding set is the most that a file can give. */
function gainedNothing(status: ReturnType<typeof statusOf>): Reading {
  if (status('NoNewPrivs') === '1') return { state: 'blocked', says: 'a program whose file gives capabilities runs without any' };
  if (capabilityBits(status('CapBnd')) === 0n)
    return { state: 'blocked', says: 'the bounding set is empty, so that no file can give a capability', layer: 'capability' };
  return { state: 'unclear', says: 'a program whose file gives capabilities runs without any, and nothing here says why' };
}
