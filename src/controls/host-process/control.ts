import { broken, type Control, held, inapplicable, isUnknown, isWindows, knownValue, undecided } from '../../model/index.ts';

export const hostProcess: Control = {
  id: 'host-process',
  group: 'privilege',
  title: 'A Windows container is no process of the host',
  stops: 'An intruder in a Windows container stays in it: with hostProcess the program runs on the node itself, as its administrator.',
  why: 'Windows has no privileged containers; what comes nearest is hostProcess: true, where the program is a job of the node with its files, its network and, as a rule, its SYSTEM account. Agents that manage nodes (network plugins, storage drivers, log collectors) are made that way, and nothing else should be. A pod that has it must also set hostNetwork: true, so both go together. Move such agents to a namespace of their own that only the administrators of the cluster may write to.',
  severity: 'critical',
  gain: 'host',
  level: 'recommended',
  judges: ['container'],
  risk: {
    safe: false,
    because: 'an agent that manages its node needs it',
    test: 'Look whether the program does its work from inside a container',
  },
  references: {
    pss: ['windowsHostProcess'],
    cisKubernetes: ['5.2.11'],
    nsaCisa: ['Pod security enforcement'],
    nist800190: ['4.4.3'],
    mitre: ['T1611'],
  },
  judge(container) {
    const field = container.written?.security.hostProcess ?? container.pod?.security.hostProcess;
    if (isUnknown(field)) return undecided(field);
    if (knownValue(field)) return broken('runs on the Windows host itself, with no container around it', field);
    if (!isWindows(container)) return inapplicable('only a Windows container can be a process of its host');
    return held('is no process of its host', field);
  },
  harden: () => [],
};
