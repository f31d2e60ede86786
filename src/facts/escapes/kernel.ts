import type { Affected, Escape } from './escape.ts';
import { filtered, mappedRoot, netfilter, noNewUserNamespace } from './stops.ts';

/**
 * The ranges between fixes: each stable line has a release of its own with the fix, and a line that has none here was never mended. Sources: the
 * fixes that each stable release carries (nluedtke/linux_kernel_cves data/stream_fixes.json at 2fec1155). `from` is the release that brought the
 * fault in; where that was read stands in the source of each.
 */
const lines = (from: string, ...fixed: readonly string[]): Affected[] =>
  fixed.map((version, at) => ({ from: at === 0 ? from : nextLine(fixed[at - 1] ?? ''), fixed: version }));

/** 5.10.93 → 5.11 */
function nextLine(version: string): string {
  const [major = '', minor = ''] = version.split('.');
  return `${major}.${Number(minor) + 1}`;
}

const fixes = 'nluedtke/linux_kernel_cves at 2fec1155';
const userNamespaces = "a seccomp profile that denies new user namespaces (Docker's default does)";

/** Ways out through Linux itself, which a container reaches without any mistake of its author. */
export const kernelEscapes: readonly Escape[] = [
  {
    cve: 'CVE-2022-0847',
    program: 'kernel',
    what: 'any process writes to files that it may only read (Dirty Pipe)',
    affected: lines('5.8', '5.10.102', '5.15.25', '5.16.11'),
    severity: 'critical',
    gain: 'host',
    source: `${fixes}; dirtypipe.cm4all.com: the flag PIPE_BUF_FLAG_CAN_MERGE came with commit f6dd975583bd, in 5.8`,
  },
  {
    cve: 'CVE-2022-0185',
    program: 'kernel',
    what: 'a process in a user namespace of its own overwrites kernel memory through fsconfig',
    affected: lines('5.1', '5.4.173', '5.10.93', '5.15.16', '5.16.2'),
    stoppedBy: userNamespaces,
    stops: noNewUserNamespace,
    severity: 'critical',
    gain: 'host',
    source: `${fixes}; the function legacy_parse_param came with commit 3e1aeb00e6d1, in 5.1`,
  },
  {
    cve: 'CVE-2022-0492',
    program: 'kernel',
    what: 'a process in a user namespace of its own sets release_agent, which the kernel then runs as root',
    affected: lines('2.6.24', '4.9.301', '4.14.266', '4.19.229', '5.4.177', '5.10.97', '5.15.20', '5.16.6'),
    stoppedBy: 'AppArmor, SELinux, a user namespace, or a seccomp profile that denies unshare',
    stops: [{ control: 'apparmor' }, { control: 'selinux' }, ...noNewUserNamespace, ...mappedRoot()],
    severity: 'critical',
    gain: 'host',
    source: `${fixes}; commit 24f600856418: "Cc: stable # v2.6.24+"; Unit 42, "Can Containers Escape?"; KEP-127's demonstration`,
  },
  {
    cve: 'CVE-2023-0386',
    program: 'kernel',
    what: 'a process in a user namespace of its own brings a set-uid program out of an overlay',
    affected: lines('5.11', '5.15.91', '6.1.9'),
    stoppedBy: userNamespaces,
    stops: [...noNewUserNamespace, { control: 'apparmor' }],
    severity: 'high',
    gain: 'host',
    source: `${fixes}; commit 4f11ada10d0a: "Fixes: 459c7c565ac3", "Cc: stable # v5.11"; docker-default denies every mount (moby profiles/apparmor/template.go, v28.0.0)`,
  },
  {
    cve: 'CVE-2023-32233',
    program: 'kernel',
    what: 'a process in a user namespace of its own overwrites kernel memory through nf_tables',
    affected: lines('3.13', '4.14.315', '4.19.283', '5.4.243', '5.10.180', '5.15.111', '6.1.28', '6.2.15', '6.3.2'),
    stoppedBy: userNamespaces,
    stops: netfilter,
    severity: 'critical',
    gain: 'host',
    source: `${fixes}; no record names where the fault begins: nf_tables itself came with 3.13`,
  },
  {
    cve: 'CVE-2024-1086',
    program: 'kernel',
    what: 'a process in a user namespace of its own overwrites kernel memory through nf_tables verdicts',
    affected: lines('3.15', '4.19.307', '5.4.269', '5.10.210', '5.15.149', '6.1.76', '6.6.15', '6.7.3'),
    stoppedBy: userNamespaces,
    stops: netfilter,
    severity: 'critical',
    gain: 'host',
    source: `${fixes}; record of the CVE at cve.org: from 3.15`,
  },
  {
    cve: 'CVE-2020-14386',
    program: 'kernel',
    what: 'a packet socket overwrites kernel memory',
    affected: lines('4.6', '4.9.239', '4.14.201', '4.19.150', '5.4.64', '5.8.8'),
    stoppedBy: 'dropping CAP_NET_RAW, beside a seccomp profile that denies new user namespaces',
    stops: ['net-raw', 'capabilities-dropped'].map((control) => ({
      control,
      but: 'with seccomp beside it: in a user namespace of his own everybody has CAP_NET_RAW',
    })),
    severity: 'high',
    gain: 'host',
    source: `${fixes}; data/CVEs.txt there: from 4.6; packet(7): CAP_NET_RAW`,
  },
  {
    cve: 'CVE-2021-22555',
    program: 'kernel',
    what: 'a process in a user namespace of its own overwrites kernel memory through iptables settings',
    affected: lines('2.6.19', '4.4.267', '4.9.267', '4.14.231', '4.19.188', '5.4.113', '5.10.31', '5.11.15'),
    stoppedBy: userNamespaces,
    stops: netfilter,
    severity: 'high',
    gain: 'host',
    source: `${fixes}; data/CVEs.txt there: from 2.6.19`,
  },
  {
    cve: 'CVE-2022-23222',
    program: 'kernel',
    what: 'any process that may load a BPF program overwrites kernel memory',
    affected: lines('5.8', '5.15.37', '5.16.11'),
    stoppedBy: 'a seccomp profile that denies bpf, or kernel.unprivileged_bpf_disabled',
    stops: [...filtered(), { control: 'kernel-hardening' }],
    severity: 'high',
    gain: 'host',
    source: `${fixes}; the exploit's author (tr3ee): 5.8 to 5.16; Linux Documentation/admin-guide/sysctl/kernel.rst: unprivileged_bpf_disabled`,
  },
  {
    cve: 'CVE-2022-29582',
    program: 'kernel',
    what: 'any process that may use io_uring overwrites kernel memory',
    affected: lines('5.5', '5.10.111', '5.15.34', '5.16.20', '5.17.3'),
    stoppedBy: "a seccomp profile that denies io_uring (Podman's; Docker's since 25, containerd's since 2.0)",
    stops: filtered('where the profile denies io_uring: that of Podman, of Docker since 25, of containerd since 2.0'),
    severity: 'high',
    gain: 'host',
    source: `${fixes}; data/CVEs.txt there: from 5.5; facts/syscalls/default-doors`,
  },
];
