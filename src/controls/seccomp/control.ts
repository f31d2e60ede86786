import { broken, type Control, held, undecided } from '../../model/index.ts';

export const seccomp: Control = {
  id: 'seccomp',
  group: 'kernel surface',
  title: 'A seccomp profile stands between the process and the kernel',
  stops:
    'An intruder cannot reach the kernel code behind rarely used system calls. The default profile of Docker and containerd denies new user namespaces, and with it CVE-2022-0185, CVE-2023-32233 and CVE-2024-1086; that of Podman allows them.',
  why: 'Docker and Podman apply their profile by themselves. Kubernetes applies none unless the pod asks for RuntimeDefault or the kubelet runs with --seccomp-default. Ordinary programs notice nothing. Debuggers, Chromium’s own sandbox and nested container engines may: a call that suddenly answers "Operation not permitted" or "Function not implemented" is the sign, and a profile that adds that one call is the answer, not unconfined.',
  severity: 'medium',
  gain: 'host',
  level: 'recommended',
  judges: ['container'],
  kernel: 'linux',
  risk: ({ linux }) =>
    linux.seccomp?.state === 'written'
      ? {
          safe: false,
          because: 'somebody turned the filter off for a reason: mount, unshare, ptrace and the like are refused again',
          test: 'Go through its functions once; "operation not permitted" in its log names the one',
        }
      : { safe: true, because: 'it is the filter that every container of Docker and Podman runs under' },
  references: {
    pss: ['seccompProfile_baseline', 'seccompProfile_restricted'],
    cisDocker: ['5.22'],
    cisKubernetes: ['5.7.2'],
    nsaCisa: ['Hardening container environments'],
    nist800190: ['4.4.3', '4.5.2'],
    mitre: ['T1611', 'T1068'],
  },
  judge(container) {
    const field = container.linux.seccomp;
    if (field === undefined)
      return undecided({ because: 'which seccomp profile the engine applies is not known', origin: container.origin });
    if (field.state === 'unknown') return undecided(field);
    const { profile, path } = field.value;
    if (profile === 'unconfined') return broken('may call every system call of the kernel', field);
    return held(profile === 'custom' ? `runs under the profile ${path ?? 'that is given'}` : 'runs under the profile of the engine', field);
  },
  harden: () => [{ set: 'linux.seccomp', to: { profile: 'default' } }],
};
