import { escapes, openIn } from '../../facts/escapes/index.ts';
import { type Host, type HostVerdict, held, isUnknown, knownValue, undecided } from '../../model/index.ts';

/** Kernels that carry later code, faults included, under an old number: Red Hat's and those made from it, Amazon's, Oracle's. */
const rebuilt = /\.el\d|\.amzn\d|\.uek|el\duek/;

/** A kernel is never called broken by its number: distributions mend it under the old one. Severity low, so that no run fails by it. */
export function kernelVerdict({ kernel }: Host): HostVerdict {
  const { release, packaged } = kernel;
  if (isUnknown(release)) return undecided(release, 'low');
  // Debian's release ("6.1.0-40-amd64") is no stable version; its package's is.
  const told = packaged?.state === 'unknown' || packaged === undefined ? release : packaged;
  const known = escapes.filter((fault) => fault.program === 'kernel').length;
  if (rebuilt.test(release.value))
    return undecided(
      {
        because: `Linux ${release.value} carries later code under an old number, so that its number says nothing; ask the distribution's advisories`,
        origin: release.origin,
      },
      'low',
    );
  const open = openIn('kernel', told.value);
  if (open === undefined) return undecided({ because: `Linux says it is ${told.value}, which is no version`, origin: told.origin }, 'low');
  if (open.length === 0)
    return held(`Linux ${told.value} is newer than the fixes of the ${known} escapes through the kernel that are known here`, told);
  const names = open.map(({ fault }) => fault.cve).join(', ');
  const ways = [...new Set(open.flatMap(({ fault }) => fault.stoppedBy ?? []))];
  const stopped = ways.length === 0 ? 'only an update stops it' : `meanwhile ${ways.join(', or ')} stops what can be stopped`;
  return undecided(
    {
      because: `Linux ${knownValue(told) ?? ''} is older than upstream's fix of ${names}, which the distribution may have mended under the old number; ${stopped}`,
      origin: told.origin,
    },
    'low',
  );
}
