import { controlSocketAt } from '../../facts/control-sockets.ts';
import type { Exposure } from '../../facts/exposure.ts';
import { canonicalPath, isWithin } from '../../facts/host-path.ts';
import { exposureOf } from '../../facts/host-paths.ts';
import { holdsClusterCredentials } from '../../facts/ways/cluster-paths.ts';
import { atLeast, isKnown, isUnknown, knownValue, type Mount } from '../../model/index.ts';
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

/** Files below are root's of the host: root inside is that root, or the mount makes it so. The kernel's own file systems know no mapped ids. */
const asHostRoot = (inmate: Inmate, mount: Mount, canonical: string): readonly Gap[] =>
  !isKernels(canonical) && (idMapped(inmate) || followsIds(mount)) ? [] : [noUserNamespace(inmate)];

const isKernels = (canonical: string): boolean => ['/proc', '/sys', '/dev'].some((folder) => isWithin(canonical, folder));

/** Podman gives the files to root inside (U), or maps their ids (idmap). Source: podman-run(1) 5.4, --volume. */
const followsIds = ({ options }: Mount): boolean => (options ?? []).some((option) => /^(?:U|idmap\b.*)$/.test(knownValue(option) ?? ''));

function written(inmate: Inmate, mounted: Mounted): readonly Draft[] {
  const { path, canonical, mount, gap: own } = mounted;
  const { container, rootless } = inmate;
  const exposed = exposureOf(path, true, container.engine);
  if (exposed === undefined || exposed.gain !== 'host' || !atLeast(exposed.severity, 'high')) return [];
  const trial = pathTrial(path, knownValue(mount.destination) ?? '');
  const told = { what: exposed.what, trial };
  if (homes(canonical) || (rootless && canonical === '/')) return home(inmate, mounted, { ...told, to: hostUser, kind: 'user-files' });
  const common = { ...told, from: root(container), to: host, gaps: [own, ...asHostRoot(inmate, mount, canonical)] };
  const because = isWithin(canonical, '/sys') ? whySys(canonical) : 'what the host does with it is not known';
  if (exposed.severity === 'critical' && !isWithin(canonical, '/sys')) return draft(inmate, { ...common, kind: 'host-files-write' });
  return draft(inmate, { ...common, kind: 'host-files-perhaps', certainty: 'perhaps', because });
}

const whySys = (canonical: string): string =>
  isWithin(canonical, '/sys/fs/cgroup')
    ? 'release_agent is there on a host with cgroup v1 alone, and asks for CAP_SYS_ADMIN'
    : 'a kernel without CONFIG_UEVENT_HELPER has no such setting';

/** Whose files they are: root of the host may change them all, and so may the user that they belong to. */
function home(inmate: Inmate, { canonical, mount, gap: own }: Mounted, told: Omit<Told, 'from' | 'gaps'>): readonly Draft[] {
  const { container, rootless } = inmate;
  if (rootless) return callersHome(inmate, { ...told, gaps: [own] });
  const gaps = [own, ...asHostRoot(inmate, mount, canonical)];
  const because = 'whether the files belong to its user id is not known';
  return [
    ...draft(inmate, { ...told, from: root(container), gaps }),
    // An ordinary user, whom somebody puts in the place of root too, may have the same id.
    ...draft(inmate, { ...told, from: inside(container), gaps, certainty: 'perhaps', because }),
  ];
}

/** Without root the engine's user is root inside, or he has the same id inside as outside: nobody else's files are his. */
function callersHome(inmate: Inmate, told: Omit<Told, 'from'>): readonly Draft[] {
  const { container, root: is } = inmate;
  const keeps = knownValue(container.linux.namespaces.user)?.keepsCaller !== undefined;
  if (!keeps) return draft(inmate, { ...told, from: root(container) });
  if (is === 'yes') return [];
  const doubtful = is === 'no' ? {} : ({ certainty: 'perhaps', because: 'which user it runs as is not known' } as const);
  return draft(inmate, { ...told, from: inside(container), ...doubtful });
}

/** Secrets of the host, and those of the cluster on a node. */
function read(inmate: Inmate, { path, canonical, mount, gap: own }: Mounted): readonly Draft[] {
  const { container, rootless } = inmate;
  const exposed = exposureOf(path, false, container.engine);
  if (exposed === undefined || !showsSecrets(exposed, canonical)) return [];
  const trial = pathTrial(path, knownValue(mount.destination) ?? '');
  const gaps = [own, ...(rootless && homes(canonical) ? [] : asHostRoot(inmate, mount, canonical))];
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
    gaps: [own, ...asHostRoot(inmate, mount, canonical)],
    trial: pathTrial(path, knownValue(mount.destination) ?? ''),
  });
}
