import { broken, type Control, held, inapplicable, isUnknown, knownValue, undecided } from '../../model/index.ts';

export const hostUts: Control = {
  id: 'host-uts',
  group: 'isolation',
  title: 'The container has a host name of its own',
  stops: 'An intruder cannot rename the host.',
  why: "In the host's UTS namespace the container carries the host's name, and CAP_SYS_ADMIN can change it for the whole host: log records, licences and certificates then name the wrong machine. Programs that only want to know the name of the host can be given it as a variable or with `--hostname`. On Kubernetes the host's network brings the host's UTS namespace with it.",
  severity: 'low',
  gain: 'host',
  level: 'recommended',
  judges: ['container'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'its host name is no longer the name of the host',
    test: 'Look at the name that it reports or registers under',
  },
  references: { cisDocker: ['5.21'], nist800190: ['4.4.3'] },
  judge(container) {
    const field = container.linux.namespaces.uts;
    if (isUnknown(field)) return undecided(field);
    if (field === undefined && container.engine === 'kubernetes')
      return inapplicable('a pod cannot ask for the UTS namespace of the node on its own');
    if (knownValue(field)?.mode !== 'host') return held('does not share the UTS namespace of the host', field);
    return broken("carries the host's name, and may change it with CAP_SYS_ADMIN", field);
  },
  harden: () => [{ set: 'linux.namespaces.uts', to: { mode: 'private' } }],
};
