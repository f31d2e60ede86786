import {
  broken,
  type Change,
  type Container,
  type Control,
  type EngineKind,
  type Field,
  type GroupId,
  held,
  inapplicable,
  isKnown,
  runsAsRoot,
  type UserId,
  undecided,
  type Verdict,
} from '../../model/index.ts';

export const rootGroup: Control = {
  id: 'root-group',
  group: 'identity',
  title: 'The process is not a member of the group root',
  stops:
    'A process that is an ordinary user cannot read or write what belongs to the group root: in the image, on volumes, and on the host where a folder of it is mounted.',
  why: 'A uid that has no entry in /etc/passwd of the image gets group 0 unless a group is given, so `user: "10001"` alone often leaves the process in the group root. Give both numbers. Images made for OpenShift rely on group 0 on purpose: their folders belong to the group root so that any uid may write them; keep the group there and accept the finding.',
  severity: 'low',
  gain: 'privileges',
  level: 'strict',
  judges: ['container', 'image'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'files that are open to the group root only can no longer be read or written',
    test: 'Start it with its volumes, and let it write',
  },
  references: {
    cisDocker: ['4.1'],
    nsaCisa: ['"Non-root" containers and "rootless" container engines'],
    nist800190: ['4.4.3'],
  },
  judge(container) {
    if (runsAsRoot(container)) return inapplicable('it runs as root: see non-root-user');
    return [primary(container), ...additional(container)];
  },
  harden({ engine, process }) {
    const names = (process.additionalGroups ?? [])
      .filter(isKnown)
      .flatMap(({ value }) => (isRoot(value) ? [value.name ?? String(value.gid)] : []));
    const remove = names.length === 0 ? [] : [{ set: 'process.additionalGroups.remove', to: names } as const];
    const inRoot = !isKnown(process.group) || isRoot(process.group.value);
    return inRoot ? [giveGroup(engine, process.user), ...remove] : remove;
  },
};

/** Kubernetes has a field for the group; elsewhere it stands behind the user. */
function giveGroup(engine: EngineKind, user: Field<UserId> | undefined): Change {
  if (engine === 'kubernetes' || !isKnown(user)) return { set: 'process.group', to: 10001 };
  return { set: 'process.user', to: `${user.value.name ?? user.value.uid}:10001` };
}

const isRoot = (group: GroupId): boolean => group.gid === 0 || group.name === 'root';

const unlisted = 'no group is given, so it runs in the group root (gid 0) unless /etc/passwd of the image lists its uid';

function primary({ process: { group, user }, origin }: Container): Verdict {
  if (!isKnown(user) && !isKnown(group)) return inapplicable('which user it runs as is not known: see non-root-user');
  if (group === undefined) {
    const because = 'no group is given: the image decides, and a uid that it does not know gets group 0';
    return undecided({ because, origin: user?.origin ?? origin }, 'low');
  }
  if (group.state === 'unknown') return undecided(group, 'low');
  if (isRoot(group.value)) return broken(group.state === 'written' ? 'runs in the group root (gid 0)' : unlisted, group);
  return held(`runs in the group ${group.value.name ?? group.value.gid}`, group);
}

const additional = ({ process }: Container): Verdict[] =>
  (process.additionalGroups ?? []).flatMap((group): Verdict[] => {
    if (group.state === 'unknown') return [undecided(group, 'low')];
    if (!isRoot(group.value)) return [];
    const remedy = [{ set: 'process.additionalGroups.remove', to: [group.value.name ?? String(group.value.gid)] }] as const;
    return [broken('is given the group root (gid 0) as well', group, { remedy })];
  });
