import { controlSocketAt } from '../../facts/control-sockets.ts';
import type { Exposure } from '../../facts/exposure.ts';
import { canonicalPath, isWithin } from '../../facts/host-path.ts';
import { exposureOf } from '../../facts/host-paths.ts';
import { holdsClusterCredentials } from '../../facts/ways/cluster-paths.ts';
import { isKnown, isUnknown, knownValue, type Mount } from '../../model/index.ts';
import { type Draft, draft, type Told } from '../build.ts';
import { doubt, type Gap, gap } from '../grounds.ts';
import { cluster, host, hostUser, inside, root, secret } from '../holds.ts';
import type { Inmate } from '../inmate.ts';
import { pathTrial } from '../tried.ts';
import { noUserNamespace } from '../walls.ts';
import { idMapped } from './sockets.ts';

/** Folders and files of the host that are mounted. */
export const hostFileSteps = (inmate: Inmate): readonly Draft[] => inmate.container.mounts.flatMap((mount) => stepsOf(inmate, mount));

/** A mounted path of the host, as its steps look at it. */
interface Mounted {
  readonly path: string;
  readonly canonical: string;
  readonly mount: Mount;
  readonly writable: boolean;
  readonly gap: Gap;
}

function stepsOf(inmate: Inmate, mount: Mount): readonly Draft[] {
  const { source, readonly, type } = mount;
  if (!isKnown(source) || (isKnown(type) && type.value !== 'bind') || controlSocketAt(source.value) !== undefined) return [];
  const canonical = canonicalPath(source.value);
  if (!canonical.startsWith('/') && !canonical.startsWith('~')) return [];
  const detail = (how: string): string => `it mounts ${source.value} of the host${how}`;
  const control = 'host-system-mount';
  const reading = { path: source.value, canonical, mount, writable: false, gap: gap(inmate, detail(''), source, control) };
  const writing = {
    ...reading,
    writable: true,
    gap: isUnknown(readonly)
      ? doubt(inmate, `${detail('')}, perhaps writable`, readonly.because, readonly, control)
      : gap(inmate, detail(', writable'), source, control),
  };
  const mayWrite = knownValue(readonly) !== true;
  return [...(mayWrite ? written(inmate, writing) : []), ...read(inmate, reading), ...sockets(inmate, reading)];
}

const homes = (canonical: string): boolean =>
  canonical.startsWith('~') || ['/home', '/Users', '/run/user'].some((folder) => isWithin(canonical, folder));

/** Files below are root's of the host: root inside is that root, or the mount makes it so. */
const asHostRoot = (inmate: Inmate, mount: Mount): readonly Gap[] =>
  idMapped(inmate) || followsIds(mount) ? [] : [noUserNamespace(inmate)];

/** Podman gives the files to root inside (U), or maps their ids (idmap). Source: podman-run(1) 5.4, --volume. */
const followsIds = ({ options }: Mount): boolean => (options ?? []).some((option) => /^(?:U|idmap\b.*)$/.test(knownValue(option) ?? ''));

function written(inmate: Inmate, mounted: Mounted): readonly Draft[] {
  const { path, canonical, mount, gap: own } = mounted;
  const { container, rootless } = inmate;
  const exposed = exposureOf(path, true, container.engine);
  if (exposed === undefined || exposed.gain !== 'host' || exposed.severity === 'medium' || exposed.severity === 'low') return [];
  const trial = pathTrial(path, knownValue(mount.destination) ?? '');
  const common = { from: root(container), what: exposed.what };
  if (homes(canonical) || (rootless && canonical === '/')) {
    // Without root, the engine's user is root inside: its home is its own.
    const gaps = [own, ...(rootless ? [] : asHostRoot(inmate, mount))];
    return [
      ...draft(inmate, { ...common, to: hostUser, kind: 'user-files', gaps, trial }),
      ...ordinary(inmate, { to: hostUser, kind: 'user-files', what: exposed.what, gaps: [own], trial }),
    ];
  }
  const gaps = [own, ...asHostRoot(inmate, mount)];
  if (exposed.severity === 'critical' && !kernelFiles(canonical))
    return draft(inmate, { ...common, to: host, kind: 'host-files-write', gaps, trial });
  const because = kernelFiles(canonical) ? whyKernelFiles(canonical) : 'what the host does with it is not known';
  if (because === undefined) return draft(inmate, { ...common, to: host, kind: 'host-files-write', gaps, trial });
  return draft(inmate, { ...common, to: host, kind: 'host-files-perhaps', gaps, trial, certainty: 'perhaps', because });
}

/** An ordinary user inside may have the id of the user whose files these are. */
const ordinary = (inmate: Inmate, told: Omit<Told, 'from'>): readonly Draft[] =>
  inmate.root === 'no'
    ? draft(inmate, {
        ...told,
        from: inside(inmate.container),
        certainty: 'perhaps',
        because: 'whether the files belong to its user id is not known',
      })
    : [];

const kernelFiles = (canonical: string): boolean => isWithin(canonical, '/sys');

/** Undefined: it works on every kernel. */
function whyKernelFiles(canonical: string): string | undefined {
  if (isWithin(canonical, '/sys/fs/cgroup')) return 'release_agent is there on a host with cgroup v1 alone, and asks for CAP_SYS_ADMIN';
  return 'a kernel without CONFIG_UEVENT_HELPER has no such setting';
}

/** Secrets of the host, and those of the cluster on a node. */
function read(inmate: Inmate, { path, canonical, mount, gap: own }: Mounted): readonly Draft[] {
  const { container, rootless } = inmate;
  const exposed = exposureOf(path, false, container.engine);
  if (exposed === undefined || !showsSecrets(exposed, canonical)) return [];
  const trial = pathTrial(path, knownValue(mount.destination) ?? '');
  const gaps = [own, ...(rootless && homes(canonical) ? [] : asHostRoot(inmate, mount))];
  const from = root(container);
  const isCluster = container.engine === 'kubernetes' && holdsClusterCredentials(canonical);
  return [
    ...draft(inmate, {
      from,
      to: secret(container, path, `what ${path} of the host holds`),
      kind: 'host-files-read',
      what: exposed.what,
      gaps,
      trial,
    }),
    ...(isCluster
      ? draft(inmate, {
          from,
          to: cluster,
          kind: 'cluster-files',
          gaps,
          trial,
          certainty: 'perhaps',
          because: 'which credentials lie there, and what they may do, is not known',
        })
      : []),
  ];
}

const showsSecrets = ({ gain, severity }: Exposure, canonical: string): boolean =>
  (gain === 'secrets' && severity !== 'low') || canonical === '/' || canonical === '/var/lib/etcd';

/** Of a folder above them the sockets of the host are reached, read-only or not. */
function sockets(inmate: Inmate, { path, canonical, mount, gap: own }: Mounted): readonly Draft[] {
  const { container } = inmate;
  if (canonical !== '/' && canonical !== '/run') return [];
  return draft(inmate, {
    from: root(container),
    to: host,
    kind: 'host-sockets',
    what: `connects to the sockets of the engine and of systemd below ${path}`,
    gaps: [own, ...asHostRoot(inmate, mount)],
    trial: pathTrial(path, knownValue(mount.destination) ?? ''),
  });
}
