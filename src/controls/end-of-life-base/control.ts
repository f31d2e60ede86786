import { type Lifetime, lifetimeOf, newestRelease } from '../../facts/distributions/index.ts';
import {
  broken,
  type Distribution,
  held,
  type ImageContents,
  type ImageControl,
  type ImageVerdict,
  inapplicable,
  inLayer,
  isOfDistribution,
  type Severity,
  undecided,
} from '../../model/index.ts';

export const endOfLifeBase: ImageControl = {
  id: 'end-of-life-base',
  group: 'image',
  title: 'The distribution of the image still gets security updates',
  stops: 'A hole that becomes known tomorrow is mended by building the image anew.',
  why: 'A distribution keeps a release for some years. After that nobody mends its packages, and often nobody even writes down which of their holes are known, so that a scan for vulnerabilities finds less and less while there is more and more to find. Some have a longer support behind that, which is for fewer packages, or only for those who pay for it. Build from a newer release. The days are those that the distributions had announced when this version of bulkhead was made; a finding names where.',
  severity: 'high',
  gain: 'privileges',
  level: 'recommended',
  references: { cisDocker: ['4.4'], nist800190: ['4.1.1'] },
  ofPackages: true,
  steps: ['build FROM a release that still gets security updates, and build anew when there are some'],
  judge: (image) => [verdictOn(image)],
};

function verdictOn(image: ImageContents): ImageVerdict {
  const { distribution, packages, today } = image;
  if (distribution === undefined)
    return packages.some(({ kind }) => isOfDistribution(kind))
      ? undecided({ because: 'it has packages of a distribution, and its files do not say of which (etc/os-release)' }, 'low')
      : inapplicable('it is of no distribution');
  const lifetime = lifetimeOf(distribution);
  if (lifetime === undefined) return undecided({ because: `how long ${distribution.name} gets security updates is not known here` }, 'low');
  if (lifetime === 'rolling') return held(`${distribution.name} has no end, as long as the image is built anew`);
  if (lifetime.until === undefined) return held(`no end of the security updates of ${distribution.name} was announced`);
  if (today === undefined)
    return undecided({ because: `it is not known which day it is, and ${ends(distribution, lifetime.until)}` }, 'low');
  return today <= lifetime.until ? held(ends(distribution, lifetime.until)) : ended(image, distribution, lifetime, lifetime.until, today);
}

const ends = ({ name }: Distribution, until: string): string => `${name} gets security updates until ${until}`;

function ended(image: ImageContents, { name }: Distribution, lifetime: Lifetime, until: string, today: string): ImageVerdict {
  const [severity, what] = state(lifetime, today);
  const { distributionAt: at } = image;
  return {
    ...broken(`${name} got its last security updates on ${until}${what}`, undefined, { severity }),
    steps: [stepFor(lifetime.keeping, today)],
    ...(at === undefined ? {} : { inLayer: inLayer(image, at.layer, at.path) }),
  };
}

function stepFor(keeping: Lifetime['keeping'], today: string): string {
  const newest = newestRelease(keeping, today);
  const step =
    newest === undefined || keeping.image === undefined
      ? `no release of ${keeping.name} gets security updates any more: build FROM another distribution`
      : `build FROM ${keeping.image(newest)} or a newer one, which gets security updates for longer`;
  return `${step} (${keeping.source})`;
}

/** What comes after the end: updates for fewer packages, for those who pay, or none. */
function state({ longer }: Lifetime, today: string): readonly [Severity, string] {
  if (longer === undefined) return ['high', ', and gets none any more'];
  if (today > longer.until) return ['high', `, those of ${longer.name} on ${longer.until}, and gets none any more`];
  if (longer.paid === true) return ['medium', `, and since then only those who pay for ${longer.name} get some, until ${longer.until}`];
  return ['low', `, and since then ${longer.name} mends most of its packages, until ${longer.until}`];
}
