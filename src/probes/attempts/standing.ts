import { type SecurityLabel, securityLabel } from '../../facts/security-label.ts';
import { unconfinedTypes } from '../../facts/selinux.ts';
import type { Answer } from '../answers.ts';
import { type Attempt, endedEarly, errorOf, type Reading } from '../attempt.ts';
import { compute, data, here, into, must, type Step, slot, text } from '../step.ts';
import type { Subject } from '../subject.ts';
import { fileSystemIn, statfsSize } from './file-status.ts';
import { capabilityBits, statusOf } from './status.ts';

/** What the program stands under, as the kernel says it in /proc. */
const readOnly = 0x8_0000;
const longest = 4096;

/** Hands back what a file says, behind `before` bytes that are there already. */
const readFile = (path: string, before = 0): readonly Step[] => [
  into(0, must('openat', here, text(path), readOnly)),
  into(1, { ...must('read', slot(0), data(before), longest), report: true }),
  into(1, compute('add', slot(1), before)),
  compute('emit', slot(1)),
];

const textIn = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);

/** The label that an attempt read; undefined: no module gives it one, or it could not be read. */
export const labelIn = ({ data: bytes }: Answer): SecurityLabel | undefined => securityLabel(textIn(bytes).replace(/[\0\s]+$/, ''));

/** The kernel runs a module, and it keeps this process from something. */
export const confines = (label: SecurityLabel): boolean =>
  label.module === 'AppArmor' ? label.mode === 'enforce' || label.mode === 'kill' : !unconfinedTypes.has(label.type);

const unclear = (says: string): Reading => ({ state: 'unclear', says });

function label(module: SecurityLabel['module'], control: string, tries: string, asked: string | undefined): Attempt {
  return {
    id: `${module} label`,
    control,
    layer: 'lsm',
    tries,
    call: 'read',
    steps: readFile('/proc/self/attr/current'),
    reads(answer) {
      const early = endedEarly(answer, 'read');
      if (early !== undefined) return early;
      const error = errorOf(answer);
      // Without a module the file is there, and cannot be read.
      if (error !== undefined && error !== 'EINVAL') return unclear(`/proc/self/attr/current answers ${error}`);
      const found = error === undefined ? labelIn(answer) : undefined;
      if (found?.module === module) return readsLabel(found);
      if (asked === undefined) return { ...unclear(`this kernel runs no ${module}`), lacking: true };
      return { state: 'open', says: `this kernel runs no ${module}: ${asked} keeps it from nothing` };
    },
  };
}

function readsLabel(found: SecurityLabel): Reading {
  const state = confines(found) ? 'blocked' : 'open';
  if (found.module === 'SELinux') return { state, says: `it runs as ${[found.type, found.level].filter(Boolean).join(' with ')}` };
  if (found.profile === undefined) return { state, says: 'it runs without a profile' };
  return { state, says: `it runs under the profile ${found.profile} in mode ${found.mode}` };
}

/** A few are missing where the engine itself was not given them; older kernels than 5.9 have 38. */
const nearlyAll = 36;

/** --privileged stands for every capability, no filter and nothing of /proc protected. */
const everything: Attempt = {
  id: 'every privilege',
  control: 'privileged',
  tries: 'use every privilege of the kernel',
  call: 'read',
  steps: [must('statfs', text('/proc/sys'), data()), ...readFile('/proc/self/status', statfsSize)],
  reads(answer) {
    const early = endedEarly(answer, 'read');
    if (early !== undefined) return early;
    const status = statusIn(answer);
    const bounding = status('CapBnd');
    if (bounding === undefined) return unclear(`/proc/self/status answers ${errorOf(answer) ?? 'nothing of use'}`);
    const held = bitsOf(bounding);
    if (held >= nearlyAll && status('Seccomp') === '0' && fileSystemIn(answer)?.readonly === false)
      return { state: 'open', says: `it may have ${held} capabilities, no filter is loaded, and /proc/sys is mounted writable` };
    if (held < nearlyAll) return { state: 'blocked', says: `it may have ${held} capabilities`, layer: 'capability' };
    if (status('Seccomp') !== '0') return { state: 'blocked', says: 'a filter is loaded', layer: 'seccomp' };
    return { state: 'blocked', says: '/proc/sys is mounted read-only', layer: 'mount' };
  },
};

const statusIn = ({ data: bytes }: Answer): ReturnType<typeof statusOf> => statusOf(bytes.subarray(statfsSize));

const bitsOf = (hex: string): number => [...(capabilityBits(hex) ?? 0n).toString(2)].filter((bit) => bit === '1').length;

/** The effective capabilities, as the bits of capabilities(7). */
export const capabilitiesIn = (answer: Answer): bigint | undefined => capabilityBits(statusIn(answer)('CapEff'));

export const standing = ({ apparmor }: Subject): readonly Attempt[] => [
  label('AppArmor', 'apparmor', 'run without an AppArmor profile', apparmor === undefined ? undefined : `the profile ${apparmor}`),
  label('SELinux', 'selinux', 'run in a domain that SELinux does not confine', undefined),
  everything,
];
