import type { Attempt } from '../attempt.ts';
import type { Processor } from '../elf.ts';
import type { Subject } from '../subject.ts';
import { capabilityAttempts } from './capabilities.ts';
import { identityAttempts } from './identity.ts';
import { kernelDoors } from './kernel-doors.ts';
import { limitAttempts } from './limits.ts';
import { pathAttempts } from './paths.ts';
import { standing } from './standing.ts';
import { tmpfsAttempts } from './tmpfs.ts';

/** Every attempt that a container gives reason for, those that weigh on it last. */
export const attemptsFor = (subject: Subject, processor: Processor): readonly Attempt[] =>
  [
    ...standing(subject),
    ...identityAttempts(subject),
    ...kernelDoors,
    ...capabilityAttempts,
    ...pathAttempts(subject),
    ...tmpfsAttempts(subject),
    ...limitAttempts(subject),
  ].filter(({ only }) => only?.includes(processor) ?? true);
