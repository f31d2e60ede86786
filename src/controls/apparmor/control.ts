import { broken, type Control, held, inapplicable, undecided } from '../../model/index.ts';
import { judgeReach } from './reach.ts';

export const apparmor: Control = {
  id: 'apparmor',
  group: 'kernel surface',
  title: 'AppArmor confines the process where the host has AppArmor',
  stops:
    'An intruder with capabilities cannot mount, or write to /proc and /sys where the engine forbids it. This stops CVE-2022-0492 (release_agent) even for root in the container.',
  why: 'On hosts with AppArmor (Debian, Ubuntu, SUSE) the engines load a profile for containers and apply it by themselves; it does no harm on other hosts. It is turned off mostly for FUSE, mounts or a debugger inside. Copy the profile of the engine, allow the one thing that `journalctl -k | grep DENIED` names, load it with apparmor_parser, and name it instead of unconfined.',
  severity: 'medium',
  gain: 'host',
  level: 'recommended',
  judges: ['container'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'somebody turned the profile off for a reason: mounting, ptrace and writing to /proc are refused again',
    test: 'Go through its functions once, and look for apparmor=DENIED in the log of the host',
  },
  references: {
    pss: ['appArmorProfile'],
    cisDocker: ['5.2'],
    nsaCisa: ['Hardening container environments'],
    nist800190: ['4.4.3'],
    mitre: ['T1611'],
  },
  judge(container) {
    const field = container.process.apparmor;
    if (field === undefined && container.engine === 'oci') return inapplicable('it bears an SELinux label instead');
    if (field === undefined) return held('the engine applies its own profile where the host has AppArmor');
    if (field.state === 'unknown') return undecided(field);
    const { profile, name } = field.value;
    // A rootless engine cannot load a profile, and no line of the declaration can change that.
    if (profile === 'unconfined' && field.state === 'default' && field.origin === undefined) return inapplicable(field.from);
    if (profile === 'unconfined') return broken('AppArmor does not confine it', field);
    const { apparmorReach } = container.process;
    if (profile === 'named' && apparmorReach !== undefined) return judgeReach(name ?? '', apparmorReach, field);
    return held(profile === 'named' ? `runs under the profile ${name ?? 'that is given'}` : 'runs under the profile of the engine', field);
  },
  harden: () => [{ set: 'process.apparmor', to: { profile: 'default' } }],
};
