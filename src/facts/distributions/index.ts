import type { Distribution } from '../../model/index.ts';
import { alpine } from './alpine.ts';
import { debian, ubuntu } from './debian.ts';
import { debianRelease } from './debian-codenames.ts';
import { amazon, leap, mageia, photon, sles } from './others.ts';
import { alma, centos, centosStream, fedora, oracle, rhel, rocky } from './red-hat.ts';
import type { Keeping } from './shape.ts';

/** By ID of os-release. */
const keepings: Readonly<Record<string, Keeping>> = {
  almalinux: alma,
  alpine,
  amzn: amazon,
  centos,
  debian,
  fedora,
  mageia,
  ol: oracle,
  'opensuse-leap': leap,
  photon,
  rhel,
  rocky,
  sles,
  ubuntu,
};

/** Those that have no releases, or are ahead of the next one: their own pages. */
const rolling = new Set(['arch', 'chainguard', 'gentoo', 'kali', 'opensuse-tumbleweed', 'void', 'wolfi']);

/** How long a release is kept. Days are UTC, "2028-08-09", and the last on which there are updates. */
export interface Lifetime {
  readonly keeping: Keeping;
  readonly release: string;
  /** For everybody; absent: no end was announced. */
  readonly until?: string;
  readonly longer?: { readonly name: string; readonly paid?: true; readonly until: string };
}

/** `rolling`: always as new as its last update. Undefined: nothing is known of it. */
export function lifetimeOf(distribution: Distribution): Lifetime | 'rolling' | undefined {
  const { id, name, version = '' } = distribution;
  if (rolling.has(id) || isAhead(distribution)) return 'rolling';
  const keeping = id === 'centos' && name.includes('Stream') ? centosStream : Object.hasOwn(keepings, id) ? keepings[id] : undefined;
  if (keeping === undefined) return undefined;
  const release = keeping.releaseOf(version === '' && id === 'debian' ? (debianRelease(distribution.codename ?? '') ?? '') : version);
  const row = keeping.releases.find(([each]) => each === release);
  if (row === undefined) return undefined;
  const [, until, longer] = row;
  return {
    keeping,
    release,
    ...(until === undefined ? {} : { until }),
    ...(longer === undefined || keeping.longer === undefined ? {} : { longer: { ...keeping.longer, until: longer } }),
  };
}

/** Debian testing and unstable say no number, Alpine's edge and Fedora's Rawhide that of the release to come. */
function isAhead({ id, version, name, codename }: Distribution): boolean {
  if (id === 'debian')
    return (
      version === undefined &&
      (/\/sid\b/.test(name) || codename === 'sid') &&
      !debian.releases.some(([each]) => each === debianRelease(codename ?? ''))
    );
  if (id === 'alpine') return /_alpha|_beta|_rc/.test(version ?? '') || /\bedge\b/.test(name);
  return id === 'fedora' && /\b[Rr]awhide\b/.test(name);
}

/** The release with updates for everybody that ends last, on a day; undefined: all have ended. */
export const newestRelease = ({ releases }: Keeping, today: string): string | undefined =>
  releases.filter(([, until]) => until === undefined || until >= today).sort(([, a = '9'], [, b = '9']) => (a < b ? 1 : -1))[0]?.[0];
