import type { Attempt } from '../attempt.ts';
import type { Processor } from '../elf.ts';
import type { Subject } from '../subject.ts';
import { capabilityAttempts } from './capabilities.ts';
import { controlGroupAttempts } from './control-groups.ts';
import { fileCapabilityAttempt } from './file-capabilities.ts';
import { holdings } from './holdings.ts';
import { identityAttempts } from './identity.ts';
import { kernelDoors } from './kernel-doors.ts';
import { limitAttempts } from './limits.ts';
import { mountedAttempts } from './mounted.ts';
import { namespaceAttempts } from './namespaces.ts';
import { pathAttempts } from './paths.ts';
import { reachAttempts } from './reach.ts';
import { settingAttempts } from './settings.ts';
import { standing } from './standing.ts';
import { tmpfsAttempts } from './tmpfs.ts';

/** Every attempt that a container gives reason for, those that weigh on it last. */
export const attemptsFor = (subject: Subject, processor: Processor): readonly Attempt[] =>
  [
    ...standing(subject),
    ...identityAttempts(subject),
    fileCapabilityAttempt(subject),
    ...namespaceAttempts(subject),
    ...kernelDoors,
    ...holdings(subject),
    ...capabilityAttempts,
    ...pathAttempts(subject),
    ...mountedAttempts(subject),
    ...tmpfsAttempts(subject),
    ...settingAttempts(subject),
    ...reachAttempts(subject),
    ...controlGroupAttempts(subject),
    ...limitAttempts(subject),
  ]
    .filter(({ only }) => only?.includes(processor) ?? true)
    .map((attempt) => (isAsked(attempt, subject) ? { ...attempt, mild: true } : attempt));

/** What a capability permits that was given back by name breaks no measure: it is what somebody asked for. */
const isAsked = ({ control, capability }: Attempt, { askedCapabilities }: Subject): boolean =>
  control === 'capabilities-dropped' && capability !== undefined && askedCapabilities.includes(capability);
