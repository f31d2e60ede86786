import { broken, type Control, held, isUnknown, knownValue, undecided } from '../../model/index.ts';

export const __NAME__: Control = {
  id: '__ID__',
  group: '__GROUP__',
  title: 'TODO: what is true when the measure is on, as a sentence without a full stop',
  stops: 'TODO: what an intruder can no longer do.',
  why: 'TODO: why it matters, what may break when it is turned on, and how to find out.',
  severity: 'medium',
  gain: 'privileges',
  level: 'recommended',
  judges: ['container'],
  kernel: 'linux',
  risk: { safe: false, because: 'TODO: what may stop working', test: 'TODO: what to try once it is written' },
  references: {},
  judge(container) {
    // TODO: the field that decides. container.ts lists all.
    const field = container.process.noNewPrivileges;
    if (isUnknown(field)) return undecided(field);
    if (knownValue(field)) return held('TODO: what is on, in one clause', field);
    return broken('TODO: what is off, in the words of the container', field);
  },
  harden: () => [{ set: 'process.noNewPrivileges', to: true }],
};
