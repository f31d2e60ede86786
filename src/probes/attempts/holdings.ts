import { capabilityNames, dangerousCapabilities } from '../../facts/capabilities.ts';
import type { Answer } from '../answers.ts';
import { type Attempt, answerIs, endedEarly, errorOf, type Reading } from '../attempt.ts';
import { compute, data, must } from '../step.ts';
import type { Subject } from '../subject.ts';
import { wholeFile } from '../whole-file.ts';
import { capabilityBits, statusOf } from './status.ts';

/**
 * What the process holds, as the kernel says it: for many a capability there is no harmless call that would show it, and a limit that nobody
 * set cannot be tried.
 */
const ofStatus = (
  about: Pick<Attempt, 'id' | 'control' | 'tries' | 'layer'>,
  key: string,
  reads: (value: string) => Reading | undefined,
): Attempt => ({
  ...about,
  call: 'read',
  steps: wholeFile('/proc/self/status'),
  reads(answer) {
    const early = endedEarly(answer, 'read');
    if (early !== undefined) return early;
    const value = statusOf(answer.data)(key);
    const reading = value === undefined ? undefined : reads(value);
    return reading ?? { state: 'unclear', says: `/proc/self/status answers ${errorOf(answer) ?? 'nothing of use'}` };
  },
});

/** The permitted set: what is in none but the bounding set an ordinary user has no way to without a set-uid program. */
const capabilitiesThat = (id: string, control: string, tries: string, count: (name: string) => boolean, none: string): Attempt =>
  ofStatus({ id, control, tries, layer: 'capability' }, 'CapPrm', (value) => {
    const bits = capabilityBits(value);
    if (bits === undefined) return undefined;
    const found = capabilityNames(bits).filter(count);
    return found.length === 0 ? { state: 'blocked', says: none } : { state: 'open', says: `it holds ${named(found)}` };
  });

const named = (names: readonly string[]): string => {
  const more = names.length - 4;
  return more > 0 ? `${names.slice(0, 4).join(', ')} and ${more} more` : names.join(', ');
};

const rootGroup = ofStatus(
  { id: 'additional groups', control: 'root-group', tries: "use the root group's rights by an additional group", layer: 'identity' },
  'Groups',
  (value) =>
    value.split(/\s+/).includes('0')
      ? { state: 'open', says: 'gid 0 is one of its additional groups' }
      : { state: 'blocked', says: 'gid 0 is none of its additional groups' },
);

/** RLIMIT_CORE, and RLIM64_INFINITY (include/uapi/asm-generic/resource.h, include/uapi/linux/resource.h of Linux 6.1). */
const [coreSize, unlimited] = [4, 0xffff_ffff_ffff_ffffn];

const coreDumps: Attempt = {
  id: 'core dumps',
  control: 'ulimits',
  layer: 'limit',
  tries: 'leave a core dump of any size',
  call: 'prlimit64',
  steps: [must('prlimit64', 0, coreSize, 0, data()), compute('emit', 16), answerIs(0)],
  reads(answer) {
    const early = endedEarly(answer, 'prlimit64');
    if (early !== undefined) return early;
    const hard = hardLimitIn(answer);
    if (hard === undefined) return { state: 'unclear', says: `prlimit64 answers ${errorOf(answer) ?? 'nothing'}` };
    return hard === unlimited
      ? { state: 'open', says: 'the hard limit of core dumps is unlimited' }
      : { state: 'blocked', says: `the hard limit of core dumps is ${hard}` };
  },
};

/** The second number of struct rlimit64. */
const hardLimitIn = ({ data: bytes, errno }: Answer): bigint | undefined =>
  errno !== undefined || bytes.length < 16 ? undefined : new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(8, true);

export const holdings = ({ askedCapabilities }: Subject): readonly Attempt[] => [
  capabilitiesThat(
    'held capabilities',
    'capabilities-dropped',
    'use capabilities that nobody asked for',
    (name) => !askedCapabilities.includes(name),
    'it holds none but those that were asked for',
  ),
  capabilitiesThat(
    'dangerous capabilities',
    'dangerous-capabilities',
    'use a capability that reaches the host',
    (name) => dangerousCapabilities.has(name),
    'it holds none of them',
  ),
  rootGroup,
  coreDumps,
];
