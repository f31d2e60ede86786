import { knownValue } from '../../model/index.ts';
import { type Draft, draft, type Told } from '../build.ts';
import { doubt, type Gap, gap } from '../grounds.ts';
import { ability, capability, host } from '../holds.ts';
import type { Inmate } from '../inmate.ts';
import { lsmLets } from '../lsm.ts';
import { hostNamespace, hostPowers, seccompLets } from '../walls.ts';

/** What the kernel gives to who holds a capability of its first user namespace, if seccomp lets the call through. */
export const gapsFor = (inmate: Inmate, doors: readonly string[], what: string): readonly Gap[] => [
  seccompLets(inmate, doors, what),
  ...hostPowers(inmate),
];

/** Settings of the kernel and files of the host are root's: an ordinary user with the capability has to become root first. */
export const asRoot = ({ root: is, ambient }: Inmate, which: string): Pick<Told, 'certainty' | 'because'> =>
  is === 'no' && ambient.has(which) ? { certainty: 'perhaps', because: 'it runs as an ordinary user, who has to become root first' } : {};

const mounts = ['mount', 'fsmount'];

/** CAP_SYS_ADMIN: mounts, and what a mount opens. */
export function mountSteps(inmate: Inmate): readonly Draft[] {
  const { container } = inmate;
  const mounting = ability(container, 'mount', 'mounting');
  const able = draft(inmate, {
    from: capability(container, 'CAP_SYS_ADMIN'),
    to: mounting,
    kind: 'mount',
    gaps: [...gapsFor(inmate, mounts, 'mount'), lsmLets(inmate, 'mount')],
    trial: 'mount',
  });
  if (able.length === 0) return [];
  const toHost = { from: mounting, to: host, ...asRoot(inmate, 'CAP_SYS_ADMIN') };
  return [
    ...able,
    ...draft(inmate, { ...toHost, kind: 'fresh-procfs', gaps: [lsmLets(inmate, 'core_pattern'), ...hostPowers(inmate)] }),
    ...draft(inmate, { ...toHost, kind: 'release-agent', gaps: [cgroupGap(inmate), ...hostPowers(inmate)] }),
    ...container.mounts.flatMap(({ propagation, destination }) => {
      if (!['shared', 'rshared'].includes(knownValue(propagation) ?? '')) return [];
      const place = knownValue(destination) ?? 'it';
      return draft(inmate, {
        ...toHost,
        kind: 'mount-propagation',
        what: `mounts below ${place}, and the host sees it`,
        gaps: [gap(inmate, `what is mounted below ${place} appears on the host`, propagation, 'mount-propagation'), ...hostPowers(inmate)],
        trial: 'shared mounts',
        certainty: 'perhaps',
        because: 'what the host does with what lies there is not known',
      });
    }),
  ];
}

/** A private one by the engine's default is private only where the host runs cgroup v2. */
function cgroupGap(inmate: Inmate): Gap {
  const { cgroup } = inmate.container.linux.namespaces;
  const control = 'host-cgroup-namespace';
  const tried = inmate.tried('host cgroups');
  if (tried === undefined && (cgroup === undefined || (cgroup.state === 'default' && knownValue(cgroup)?.mode === 'private')))
    return doubt(
      inmate,
      "its cgroup namespace is the engine's choice",
      'on a host with cgroup v1 the engine shares the one of the host',
      cgroup,
      control,
    );
  return hostNamespace(inmate, 'cgroup');
}
