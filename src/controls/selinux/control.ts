import { broken, type Control, held, inapplicable, isWindows, type Selinux, undecided, windowsReason } from '../../model/index.ts';

export const selinux: Control = {
  id: 'selinux',
  group: 'kernel surface',
  title: 'SELinux separates the container where the host has SELinux',
  stops:
    'An intruder who gets out of the container, even as root, may touch nothing that does not bear the label of this container: no file of the host, none of another container.',
  why: 'On hosts with SELinux (Fedora, RHEL, their kin) each container runs as container_t with a pair of categories of its own. label=disable and spc_t give that up for every file, usually because one bind mount was refused: give that mount the option :z or :Z, or write a policy for it with udica, and leave the rest on. On other hosts the setting does nothing. Look for refusals with `ausearch -m avc -ts recent`.',
  severity: 'medium',
  gain: 'host',
  level: 'recommended',
  judges: ['container'],
  references: {
    pss: ['seLinuxOptions'],
    cisDocker: ['5.3'],
    nsaCisa: ['Hardening container environments'],
    nist800190: ['4.4.3'],
    mitre: ['T1611'],
  },
  judge(container) {
    if (isWindows(container)) return inapplicable(windowsReason);
    const field = container.process.selinux;
    if (field === undefined && container.engine === 'oci') return inapplicable('it has an AppArmor profile instead');
    if (field === undefined) return held('the engine gives it a label of its own where the host has SELinux');
    if (field.state === 'unknown') return undecided(field);
    const fault = faultOf(field.value);
    return fault === undefined ? held('bears a container label', field) : broken(fault, field);
  },
  harden: () => [{ set: 'process.selinux', to: { disabled: false } }],
};

/** Domains that the policy does not confine. Source: containers/container-selinux container.te, fedora-selinux unconfined.te. */
const unconfined = new Set(['spc_t', 'unconfined_t', 'unconfined_service_t', 'container_runtime_t']);

function faultOf({ disabled, type, level }: Selinux): string | undefined {
  if (disabled) return 'SELinux does not separate it';
  if (type !== undefined && unconfined.has(type)) return `runs in the domain ${type}, which nothing confines`;
  if (level !== undefined && coversAll(level)) return `its level ${level} covers the files of every other container`;
  return undefined;
}

/** Every category: what separates containers from each other is gone. */
const coversAll = (level: string): boolean => level.includes('c0.c1023');
