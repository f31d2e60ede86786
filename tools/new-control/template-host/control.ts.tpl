import { broken, type HostControl, held, inapplicable, isUnknown, undecided } from '../../model/index.ts';

export const __NAME__: HostControl = {
  id: '__ID__',
  group: '__GROUP__',
  title: 'TODO: what is true when the measure is on, as a sentence without a full stop',
  stops: 'TODO: what an intruder can no longer do.',
  why: 'TODO: why it matters, what may break when it is turned on, and how to find out.',
  severity: 'low',
  gain: 'host',
  level: 'recommended',
  references: {},
  steps: ['TODO: how it is done, in a command or a line of configuration'],
  judge({ sysctls }) {
    // TODO: the field that decides. model/host.ts lists all.
    const field = sysctls.get('kernel.dmesg_restrict');
    if (field === undefined) return [inapplicable('TODO: who has this measure instead')];
    if (isUnknown(field)) return [undecided(field)];
    return [field.value === '0' ? broken('TODO: what is off, in the words of the machine', field) : held('TODO: what is on', field)];
  },
};
