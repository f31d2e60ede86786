import { imageIds } from '../../facts/image-ids.ts';
import { imageUser } from '../../facts/official-images.ts';
import { tmpfsOwner } from '../../facts/tmpfs-owner.ts';
import { lowPortOf, placesForOrdinaryUser, tmpfsOfRoot } from '../../facts/writable-places.ts';
import {
  broken,
  type Change,
  type Container,
  type Control,
  type EngineKind,
  type Field,
  hasUserNamespace,
  held,
  isUnknown,
  knownValue,
  type Mount,
  runsAsRoot,
  type Severity,
  type UserId,
  undecided,
  type Verdict,
} from '../../model/index.ts';

export const nonRootUser: Control = {
  id: 'non-root-user',
  group: 'identity',
  title: 'The process runs as an ordinary user, not as root',
  stops:
    'Whoever takes over the process cannot use what only uid 0 may: overwrite the programs of the image, read files of root on mounted volumes, or use the kernel interfaces that trust uid 0 in most known escapes.',
  why: 'Root in a container is the same uid 0 as root on the host unless a user namespace stands between them, so one mistake in a mount, a device or the kernel is enough. An ordinary user may be unable to write folders that belong to root, or to listen on a port below 1024 where the engine does not open them (Docker does since 20.10); give those folders to the user in the image, and try the container with `--user` first. Images of databases and web servers often start as root only to change the owner of a volume and then step down; most run directly as their own user once the volume belongs to it.',
  severity: 'high',
  gain: 'privileges',
  level: 'recommended',
  judges: ['container', 'image'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'files that belong to root can no longer be written, nor low ports be bound on old kernels',
    test: 'Start it with its volumes; give the files that it writes to the new user',
  },
  references: {
    pss: ['runAsNonRoot', 'runAsUser'],
    cisDocker: ['4.1'],
    cisKubernetes: ['5.2.7'],
    nsaCisa: ['"Non-root" containers and "rootless" container engines'],
    nist800190: ['4.1.2', '4.4.3'],
    mitre: ['T1611', 'T1068'],
  },
  judge(container) {
    return judgeRefusal(container) ?? judgeUser(container);
  },
  harden(container) {
    const { engine, kind, process } = container;
    if (engine !== 'kubernetes' || kind === 'image') return becomeUser(container, ownUserOf(container) ?? '10001:10001');
    const refuse = knownValue(process.runAsNonRoot) ? [] : [{ set: 'process.runAsNonRoot', to: true } as const];
    // The refusal alone would keep a container from starting that is known to run as root, by its own line or by its image.
    return runsAsRoot(container) ? [...refuse, ...become(container)] : refuse;
  },
};

/** Whom the entry point of a well-known image would have stepped down to: the files that it needs are this user's. */
function ownUserOf({ kind, image }: Container): string | undefined {
  const reference = kind === 'image' || image.built !== undefined ? undefined : knownValue(image.reference);
  return reference === undefined ? undefined : imageUser(reference)?.entrypointUser;
}

/**
 * The user that the image's programs are meant for, and a group for the volumes: their files are root's, and only fsGroup gives an
 * ordinary user a way to them. An emptyDir is open to everybody (0777).
 */
function become(container: Container): Change[] {
  const { mounts, secrets, process, image } = container;
  const reference = image.built === undefined ? knownValue(image.reference) : undefined;
  const ids = reference === undefined ? undefined : imageIds(reference);
  const writes = mounts.some((mount) => knownValue(mount.type) === 'claim' && knownValue(mount.readonly) !== true);
  const reads = secrets.some(({ mode }) => ((knownValue(mode) ?? 0o644) & 0o004) === 0);
  const needsGroup = (writes || reads) && process.additionalGroups === undefined;
  return [
    ...becomeUser(container, ids === undefined ? '10001' : `${ids.uid}:${ids.gid}`),
    ...(needsGroup ? [{ set: 'pod.fsGroup', to: ids?.gid ?? 10001 } as const] : []),
  ];
}

/** And what root alone could do in a well-known image, and its programs need: write its folders, and listen below port 1024. */
function becomeUser(container: Container, user: string): Change[] {
  const owner = /^\d+(?::\d+)?$/.test(user) ? { owner: user } : {};
  const places = placesForOrdinaryUser(container).map((place) => ({ ...place, ...owner }));
  return [
    { set: 'process.user', to: user },
    ...(places.length === 0 ? [] : [{ set: 'mounts.writable', to: places } as const]),
    ...tmpfsOfRoot(container).flatMap((mount) => give(mount, user, container.engine)),
    ...openPort(container),
  ];
}

function give({ destination }: Mount, user: string, engine: EngineKind): Change[] {
  const path = knownValue(destination);
  return path === undefined ? [] : [{ set: 'mounts.options', to: { destination: path, options: tmpfsOwner(user, engine) } }];
}

/** Docker opens all ports to everybody in a network of the container's own; the effective view says so. */
function openPort(container: Container): Change[] {
  const port = lowPortOf(container);
  const set = container.linux.sysctl.find(({ name }) => name === portStart);
  const first = set === undefined ? 1024 : Number(knownValue(set.value) ?? 0);
  return port === undefined || port >= first ? [] : [{ set: 'linux.sysctl.set', to: { name: portStart, value: '0' } }];
}

const portStart = 'net.ipv4.ip_unprivileged_port_start';

/** Kubernetes alone can be told to refuse root whatever the image says. Undefined: the user itself decides. */
function judgeRefusal(container: Container): Verdict | undefined {
  if (container.engine !== 'kubernetes' || container.kind === 'image') return undefined;
  const { runAsNonRoot, user } = container.process;
  if (knownValue(runAsNonRoot) && user?.state === 'written' && user.value.uid === 0) {
    return broken('asks for uid 0, which runAsNonRoot: true makes the kubelet refuse: it never starts', user, { severity: 'low' });
  }
  if (knownValue(runAsNonRoot)) return held('the kubelet refuses to start it as root', runAsNonRoot);
  if (knownValue(user) !== undefined) return undefined;
  if (isUnknown(runAsNonRoot)) return undecided(runAsNonRoot, 'medium');
  if (isUnknown(user) && !comesFromImage(user.origin?.start, container)) return undecided(user, 'medium');
  const severity = hasUserNamespace(container) ? 'low' : 'medium';
  return broken('nothing makes the kubelet refuse to start it as root', runAsNonRoot, { severity });
}

/** What is not known of the image points to the image, or to the container as a whole. */
const comesFromImage = (start: number | undefined, { image, origin }: Container): boolean =>
  start === undefined || start === image.reference?.origin?.start || start === image.build?.origin.start || start === origin.start;

function judgeUser(container: Container): Verdict {
  const { user } = container.process;
  if (user === undefined) return undecided({ because: 'nothing says which user it runs as', origin: container.origin }, 'medium');
  if (user.state === 'unknown') return undecided(user, 'medium');
  if (!runsAsRoot(container)) return held(`runs as ${nameOf(user.value)}`, user);
  if (hasUserNamespace(container)) {
    return broken('runs as root, which a user namespace maps to an ordinary user of the host', user, { severity: 'low' });
  }
  const stepsDown = user.state === 'default' && /\bsteps? down\b/.test(user.from);
  const detail = stepsDown ? 'starts as root before its entry point steps down to an ordinary user' : 'runs as root (uid 0)';
  return broken(detail, user, { severity: severityOf(container, user, stepsDown) });
}

/** An image that merely says nothing can still be started as an ordinary user. */
function severityOf({ kind, engine }: Container, user: Field<UserId>, stepsDown: boolean): Severity {
  if (stepsDown) return 'medium';
  return user.state === 'default' && (kind === 'image' || engine === 'kubernetes') ? 'medium' : 'high';
}

const nameOf = (user: UserId): string => (user.name === undefined ? `uid ${user.uid}` : `the user ${user.name}`);
