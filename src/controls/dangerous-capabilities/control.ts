import { type Control, held, isKnown, isUnknown, undecided } from '../../model/index.ts';
import { accuse, groupsOf, isDangerous, takeAway } from './accuse.ts';

export const dangerousCapabilities: Control = {
  id: 'dangerous-capabilities',
  group: 'privilege',
  title: 'The container holds no capability that reaches the host',
  stops:
    'An intruder cannot mount, load modules, read memory or files of the host, or trace its processes with the rights that the container was given.',
  why: 'Some capabilities are root by another name: CAP_SYS_ADMIN, CAP_SYS_MODULE, CAP_SYS_RAWIO and CAP_DAC_READ_SEARCH each open a way to the host, CAP_SYS_PTRACE does with the process namespace of the host. Docker also loosens its seccomp profile for each one that is added. Take it away and read what fails: a VPN needs CAP_NET_ADMIN and nothing else, a debugger can trace its own children without CAP_SYS_PTRACE, and CAP_SYS_ADMIN is mostly asked for where one mount, made by the engine, would do.',
  severity: 'high',
  gain: 'host',
  level: 'recommended',
  judges: ['container'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'the function that the capability was given for stops working',
    test: 'Use the function that it was given for',
  },
  references: {
    pss: ['capabilities_baseline'],
    cisDocker: ['5.4'],
    cisKubernetes: ['5.2.9'],
    nsaCisa: ['Pod security enforcement'],
    nist800190: ['4.4.3'],
    mitre: ['T1611', 'T1068'],
  },
  judge(container) {
    const bounding = container.process.capabilities?.bounding;
    if (bounding === undefined) return undecided({ because: 'which capabilities the engine gives is not known', origin: container.origin });
    const verdicts = [
      ...groupsOf(bounding).map((group) => accuse(group, container)),
      ...bounding.filter(isUnknown).map((entry) => undecided(entry)),
    ];
    return verdicts.length === 0 ? held('has no dangerous capability') : verdicts;
  },
  harden({ process }) {
    const added = (process.capabilities?.add ?? []).filter(isKnown).map(({ value }) => value);
    return takeAway(added.filter(isDangerous));
  },
};
