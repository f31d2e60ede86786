import {
  broken,
  type Field,
  type Host,
  type HostControl,
  type HostVerdict,
  held,
  inapplicable,
  isUnknown,
  knownValue,
  type Severity,
  undecided,
} from '../../model/index.ts';

export const kernelSupport: HostControl = {
  id: 'kernel-support',
  group: 'host and engine',
  title: 'The kernel can do what containers are told to ask of it',
  stops: 'A measure that is declared, and that the kernel silently does not apply, is not taken for a wall.',
  why: "Engines pass over what the kernel lacks: without AppArmor or SELinux a profile in the declaration does nothing, without a cgroup controller the limit does nothing (Docker prints a warning, Podman without root on cgroup version 1 prints none), and without swap accounting a container with a memory limit can push the machine into swap. Most of it is a line of the kernel's command line or another kernel of the distribution. cgroup version 2 is the default of every current distribution.",
  severity: 'medium',
  gain: 'host',
  level: 'recommended',
  references: { cisDocker: ['1.2.1'], nist800190: ['4.5.2'], mitre: ['T1611'] },
  steps: ['use a current kernel of the distribution, and look at its command line (cat /proc/cmdline)'],
  judge: (host) => [
    seccomp(host),
    modules(host),
    ...controllers(host),
    layout(host),
    swap(host),
    ...userNamespaces(host),
    ...delegation(host),
  ],
};

const where = ({ kernel }: Host): string => `this kernel (${knownValue(kernel.release) ?? 'of unknown release'})`;

/** One feature: on, off with what that makes void, or not known. */
function feature(field: Field<boolean>, on: string, off: string, severity: Severity, steps?: readonly string[]): HostVerdict {
  if (isUnknown(field)) return undecided(field, 'low');
  if (field.value) return held(on, field);
  return { ...broken(off, field, { severity }), ...(steps === undefined ? {} : { steps }) };
}

const seccomp = (host: Host): HostVerdict =>
  feature(
    host.kernel.seccompFilter,
    'the kernel has seccomp filters',
    `${where(host)} has no seccomp filters, which makes seccomp and seccomp-profile-strength void`,
    'high',
    ['use a kernel with CONFIG_SECCOMP_FILTER'],
  );

function modules(host: Host): HostVerdict {
  const { apparmor, selinux } = host.kernel;
  if (knownValue(apparmor) === 'on') return held('AppArmor is active', apparmor);
  if (knownValue(selinux) === 'enforcing') return held('SELinux is active and enforcing', selinux);
  const steps = [
    "Debian, Ubuntu: apt install apparmor, and apparmor=1 security=apparmor on the kernel's command line",
    'Fedora, RHEL: SELINUX=enforcing in /etc/selinux/config',
  ];
  if (knownValue(selinux) === 'permissive')
    return {
      ...broken('SELinux is permissive: it writes down what it would refuse, and refuses nothing, which makes selinux void', selinux),
      steps: ['SELINUX=enforcing in /etc/selinux/config, and setenforce 1'],
    };
  if (isUnknown(apparmor)) return undecided(apparmor, 'low');
  if (isUnknown(selinux)) return undecided(selinux, 'low');
  return { ...broken(`neither AppArmor nor SELinux is active in ${where(host)}, which makes apparmor and selinux void`, apparmor), steps };
}

/** cgroup controller → the measures that rest on it. */
const limits: readonly (readonly [controller: string, measure: string, severity: Severity])[] = [
  ['memory', 'memory-limit', 'medium'],
  ['pids', 'pids-limit', 'medium'],
  ['cpu', 'cpu-limit', 'medium'],
  ['io', 'io-limit', 'low'],
];

function controllers({ cgroup }: Host): HostVerdict[] {
  const field = cgroup.controllers;
  if (isUnknown(field)) return [undecided(field, 'low')];
  const missing = limits.filter(([name]) => !field.value.includes(name));
  if (missing.length === 0) return [held(`the cgroup controllers ${limits.map(([name]) => name).join(', ')} can be used`, field)];
  return missing.map(([name, measure, severity]) => ({
    ...broken(`there is no cgroup controller ${name}, which makes ${measure} void`, field, { severity, gain: 'availability' }),
    steps: name === 'memory' ? ["cgroup_enable=memory on the kernel's command line"] : [`use a kernel with the cgroup controller ${name}`],
  }));
}

function layout({ cgroup }: Host): HostVerdict {
  const field = cgroup.layout;
  if (isUnknown(field)) return undecided(field, 'low');
  if (field.value === 'v2') return held('cgroup version 2 alone', field);
  if (field.value === 'none') return broken('no cgroup hierarchy is mounted, so that no limit can be set', field, { gain: 'availability' });
  const how = field.value === 'hybrid' ? 'cgroup version 1 carries the limits beside version 2 (hybrid)' : 'cgroup version 1 alone';
  return {
    ...broken(`${how}: rootless engines apply no limit, and containers share one cgroup namespace by default`, field, {
      severity: 'low',
      gain: 'availability',
    }),
    steps: ["systemd.unified_cgroup_hierarchy=1 on the kernel's command line"],
  };
}

function swap({ cgroup }: Host): HostVerdict {
  if (knownValue(cgroup.swapInUse) === false)
    return held('the machine does not swap, so that a memory limit is the whole limit', cgroup.swapInUse);
  return feature(
    cgroup.swapLimit,
    'swap counts against the limits of containers',
    'the machine swaps, and the kernel does not count it for containers: memory-limit holds for memory alone',
    'low',
    ["swapaccount=1 on the kernel's command line"],
  );
}

function userNamespaces({ kernel }: Host): HostVerdict[] {
  const any = kernel.userNamespaces;
  const first = feature(
    any,
    'user namespaces can be made',
    'no user namespace can be made, which makes user-namespace, userns-remap and engine-rootless void',
    'medium',
    ['sysctl -w user.max_user_namespaces=15000, kept in /etc/sysctl.d'],
  );
  if (knownValue(any) !== true) return [first];
  const { unprivilegedUserNamespaces: ordinary } = kernel;
  if (isUnknown(ordinary)) return [first, undecided(ordinary, 'low')];
  return ordinary.value ? [first] : [first, inapplicable('ordinary users may not make user namespaces, which only rootless engines need')];
}

/** Only version 2 hands anything to users; where it does not, rootless limits are silently not applied. */
function delegation({ cgroup, users }: Host): HostVerdict[] {
  return cgroup.delegated.flatMap(({ uid, controllers: field }): HostVerdict[] => {
    if (isUnknown(field)) return [];
    const name = (knownValue(users) ?? []).find((user) => user.uid === uid)?.name ?? String(uid);
    const missing = ['cpu', 'memory', 'pids'].filter((controller) => !field.value.includes(controller));
    if (uid === 0) return [];
    if (missing.length === 0) return [held(`the controllers cpu, memory and pids are handed to ${name}`, field)];
    return [
      {
        ...broken(
          `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not handed to ${name}, whose rootless containers then have no such limit`,
          field,
          { severity: 'low', gain: 'availability' },
        ),
        steps: ['[Service] Delegate=cpu cpuset io memory pids in /etc/systemd/system/user@.service.d/delegate.conf'],
      },
    ];
  });
}
