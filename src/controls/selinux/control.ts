import { beyondContainer, ordinaryTypes, unconfinedTypes } from '../../facts/selinux.ts';
import { broken, type Container, type Control, held, inapplicable, type Selinux, undecided, type Verdict } from '../../model/index.ts';
import { relabels } from './relabels.ts';

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
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'files that carry no label for containers can no longer be read',
    test: 'Start it on the host with SELinux; bind mounts may need :z or :Z',
  },
  references: {
    pss: ['seLinuxOptions'],
    cisDocker: ['5.3'],
    nsaCisa: ['Hardening container environments'],
    nist800190: ['4.4.3'],
    mitre: ['T1611'],
  },
  judge(container) {
    return [labelOf(container), ...relabels(container)];
  },
  harden: () => [{ set: 'process.selinux', to: { disabled: false } }],
};

function labelOf(container: Container): Verdict {
  const field = container.process.selinux;
  if (field === undefined && container.engine === 'oci') return inapplicable('it has an AppArmor profile instead');
  if (field === undefined) return held('the engine gives it a label of its own where the host has SELinux');
  if (field.state === 'unknown') return undecided(field);
  // No line of a declaration can change what the kernel does not have.
  if (field.value.disabled && field.state === 'default' && field.origin === undefined) return inapplicable(field.from);
  const fault = faultOf(field.value);
  if (fault !== undefined) return broken(fault, field);
  const { level, sharedWith = [] } = field.value;
  if (sharedWith.length > 0) {
    const others = sharedWith.length > 3 ? `${sharedWith.slice(0, 3).join(', ')} and ${sharedWith.length - 3} more` : sharedWith.join(', ');
    return broken(`has the level ${level} of ${others}, so each may touch the files of the other`, field, {
      severity: 'low',
      gain: 'other containers',
    });
  }
  return held(sayConfined(field.value), field);
}

function faultOf({ disabled, type, level }: Selinux): string | undefined {
  if (disabled) return 'SELinux does not separate it';
  if (type !== undefined && unconfinedTypes.has(type)) return `runs in the domain ${type}, which nothing confines`;
  if (level !== undefined && coversAll(level)) return `its level ${level} covers the files of every other container`;
  return undefined;
}

/** Every category: what separates containers from each other is gone. */
const coversAll = (level: string): boolean => level.includes('c0.c1023');

function sayConfined({ type }: Selinux): string {
  if (type === undefined || ordinaryTypes.has(type)) return 'bears a container label';
  const beyond = beyondContainer.get(type);
  return beyond === undefined
    ? `bears the type ${type}, whose policy is not in reach`
    : `bears the type ${type}, which on top of an ordinary container may ${beyond}`;
}
