import {
  broken,
  type Host,
  type HostControl,
  type HostVerdict,
  held,
  hiddenEngines,
  inapplicable,
  isKnown,
  isUnknown,
  knownValue,
  undecided,
} from '../../model/index.ts';
import { claimsOf, sameOwner, sharedIds, takenIds } from './ranges.ts';

/** What newuidmap and dockerd ask for: the ids of one container. Source: Docker, "Isolate containers with a user namespace"; podman(1). */
const enough = 65_536;

export const usernsRemap: HostControl = {
  id: 'userns-remap',
  group: 'host and engine',
  title: 'Container root is an ordinary, unshared user of the host',
  stops:
    "Whoever leaves a container as its root is nobody on the host, and owns no file there, neither of a user nor of another engine's containers.",
  why: "With userns-remap (daemon.json) or a rootless engine, the ids of a container are mapped to a range in /etc/subuid and /etc/subgid. The range must be there, hold 65536 ids, belong to one owner alone, and hold no real user: two owners of the same ids can read and kill each other's containers, and a real user inside a range owns what container processes own. Turning it on hides existing images and volumes (they are kept under another folder), and needs userns_mode: host for containers that must be real root.",
  severity: 'medium',
  gain: 'host',
  level: 'recommended',
  references: { cisDocker: ['2.9'], nist800190: ['4.4.3'], mitre: ['T1611'] },
  steps: ['"userns-remap": "default" in /etc/docker/daemon.json, then restart the daemon'],
  judge: (host) => {
    const verdicts = [...host.docker.flatMap((daemon) => dockerVerdicts(daemon, host)), ...rangeVerdicts(host)];
    if (verdicts.length > 0) return verdicts;
    const hidden = hiddenEngines(host);
    return hidden.length > 0 ? hidden : [inapplicable('no Docker daemon is installed, and nobody has a range of ids')];
  },
};

function dockerVerdicts({ name, rootless, settings }: Host['docker'][number], host: Host): HostVerdict[] {
  const field = settings['userns-remap'];
  if (knownValue(rootless)) return [held(`${name} is rootless, so its containers have a user namespace`, rootless)];
  if (isUnknown(field)) return [undecided(field)];
  if (field.value === '') return [broken(`${name} maps container root to root of the host`, field)];
  const owner = field.value === 'default' ? 'dockremap' : (field.value.split(':')[0] ?? '');
  return [
    held(`${name} maps container root to a range of ${owner}`, field),
    ...[host.subordinate.uid, host.subordinate.gid].flatMap((file) => enoughFor(owner, file, host)),
  ];
}

/** A daemon that is told to map to an owner without a range does not start. */
function enoughFor(owner: string, { path, ranges, unread }: Host['subordinate']['uid'], host: Host): HostVerdict[] {
  if (unread !== undefined && isUnknown(unread)) return [undecided(unread)];
  const own = (ranges ?? []).filter((range) => isKnown(range) && sameOwner(range.value.owner, owner, knownValue(host.users) ?? []));
  const count = own.reduce((sum, range) => sum + (knownValue(range)?.count ?? 0), 0);
  const steps = [`usermod --add-sub${path.endsWith('gid') ? 'gids' : 'uids'} FIRST-LAST ${owner}, with 65536 ids that nobody has`];
  if (own.length === 0) return [{ ...broken(`${owner} has no range in ${path}, so the daemon cannot start with userns-remap`), steps }];
  // Fewer is judged with all other ranges.
  return count < enough ? [] : [held(`${owner} has ${count} ids in ${path}`, own[0])];
}

function rangeVerdicts(host: Host): HostVerdict[] {
  return [host.subordinate.uid, host.subordinate.gid].flatMap(({ path, ranges, unread }): HostVerdict[] => {
    if (unread !== undefined && isUnknown(unread)) return [undecided(unread)];
    const users = knownValue(host.users) ?? [];
    const claims = claimsOf(ranges ?? [], users);
    const kind = path.endsWith('gid') ? 'gid' : 'uid';
    const found: HostVerdict[] = [
      ...claims
        .filter(({ count }) => count < enough)
        .map(({ owner, count, field }) => ({
          ...broken(`${owner} has ${count} ids in ${path}, and containers expect ${enough}`, field, {
            severity: 'low' as const,
            gain: 'availability' as const,
          }),
          steps: [`give ${owner} a range of ${enough} ids in ${path}`],
        })),
      ...sharedIds(claims).map(({ first, second, from, to }) => ({
        ...broken(
          `${first.owner} and ${second.owner} share the ${kind}s ${from} to ${to} in ${path}, so that each owns the other's containers' files`,
          second.field,
          {
            severity: 'high' as const,
            gain: 'other containers' as const,
          },
        ),
        steps: [`give ${second.owner} a range of its own in ${path}, then podman system migrate as that user`],
      })),
      ...takenIds(claims, users, kind).map(({ claim, user }) => ({
        ...broken(
          `the range of ${claim.owner} in ${path} holds ${kind} ${kind === 'uid' ? user.uid : user.gid}, which is ${user.name}`,
          claim.field,
          { severity: 'high' as const },
        ),
        steps: [`give ${claim.owner} a range above every real user, as from 100000 on`],
      })),
    ];
    return found.length > 0 || claims.length === 0
      ? found
      : [held(`${claims.length === 1 ? 'one range' : `${claims.length} ranges`} in ${path}, unshared and large enough`, claims[0]?.field)];
  });
}
