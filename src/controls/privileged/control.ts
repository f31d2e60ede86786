import { broken, type Control, hasUserNamespace, held, isUnknown, knownValue, undecided } from '../../model/index.ts';

export const privileged: Control = {
  id: 'privileged',
  group: 'privilege',
  title: 'The container is not privileged',
  stops:
    'An intruder cannot mount the disks of the host, load a kernel module or write to /proc and /sys: a privileged container is root on the host in all but name.',
  why: 'The flag gives every capability and every device, and takes away seccomp, AppArmor, SELinux separation and the masked paths, all at once. Nearly always one capability, one device or one mount is what the workload needs: take the flag away, read the error, and give that one thing. Building images needs no privilege with rootless BuildKit, Buildah or Kaniko.',
  severity: 'critical',
  gain: 'host',
  level: 'recommended',
  judges: ['container'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'devices, mounts and kernel settings that it uses are refused',
    test: 'Use each of its functions; give back single devices and capabilities',
  },
  references: {
    pss: ['privileged'],
    cisDocker: ['5.5'],
    cisKubernetes: ['5.2.2'],
    nsaCisa: ['Pod security enforcement'],
    nist800190: ['4.4.3'],
    mitre: ['T1611', 'T1610'],
  },
  judge(container) {
    const field = container.privileged;
    if (isUnknown(field)) return undecided(field);
    if (!knownValue(field)) return held('is not privileged', field);
    if (!hasUserNamespace(container)) return broken('has every privilege on the host', field);
    return broken('has every privilege inside its user namespace, and no filter between it and the kernel', field, { severity: 'high' });
  },
  harden: () => [{ set: 'privileged', to: false }],
};
