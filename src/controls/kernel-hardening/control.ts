import { type HostSysctl, hostSysctls } from '../../facts/host-sysctls.ts';
import { broken, type Host, type HostControl, type HostVerdict, held, isUnknown, undecided } from '../../model/index.ts';

export const kernelHardening: HostControl = {
  id: 'kernel-hardening',
  group: 'host and engine',
  title: 'The kernel shows and gives containers no more than it must',
  stops: 'The steps that kernel exploits are made of: addresses to aim at, BPF and io_uring to run in, page faults to win races with.',
  why: 'Every container shares this kernel, and these settings hold for all of them at once. Each of them costs something: unprivileged BPF is needed by some tracers, io_uring by some databases, perf events by profilers, and ptrace by debuggers that attach. Write them to a file in /etc/sysctl.d so that they last. The settings of fs.protected_* are on by default wherever systemd runs.',
  severity: 'low',
  gain: 'host',
  level: 'strict',
  references: { cisDocker: ['1.2.1'], nist800190: ['4.5.1', '4.5.2'], mitre: ['T1611', 'T1068'] },
  steps: ['sysctl --write NAME=VALUE, and the same line in /etc/sysctl.d/60-containers.conf'],
  judge: (host) => [...Object.entries(hostSysctls).flatMap(([name, rule]) => setting(name, rule, host)), ...processor(host)],
};

/** A setting that this kernel does not have says nothing. */
function setting(name: string, rule: HostSysctl, { sysctls }: Host): HostVerdict[] {
  const field = sysctls.get(name);
  if (field === undefined) return [];
  if (isUnknown(field)) return [undecided(field, 'low')];
  if (!/^-?\d{1,10}$/.test(field.value)) return [undecided({ because: `${name} is no number`, origin: field.origin }, 'low')];
  const value = Number(field.value);
  const on = rule.among === undefined ? value >= (rule.least ?? 0) : rule.among.includes(value);
  return [
    on
      ? held(`${name} is ${value}`, field)
      : {
          ...broken(`${name} is ${value}: ${rule.off}`, field),
          steps: [`${name}=${rule.set} in /etc/sysctl.d/60-containers.conf, then sysctl --system`],
        },
  ];
}

function processor({ cpuVulnerabilities }: Host): HostVerdict[] {
  const open = [...cpuVulnerabilities].filter(([, field]) => field.state !== 'unknown' && field.value.startsWith('Vulnerable'));
  const [first] = open;
  if (cpuVulnerabilities.size === 0) return [];
  if (first === undefined) return [held('the kernel guards against every fault of this processor that it knows')];
  const names = open.map(([name]) => name).join(', ');
  return [
    {
      ...broken(`the processor is open to ${names}, by which one container may read the memory of another`, first[1], { gain: 'secrets' }),
      steps: ['update the microcode and the kernel, and take mitigations=off out of its command line'],
    },
  ];
}
