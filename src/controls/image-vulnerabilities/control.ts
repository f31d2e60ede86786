import { type SharedVulnerability, sharedVulnerabilities, weightOfVulnerability } from '../../facts/weights/vulnerability.ts';
import {
  broken,
  held,
  type ImageContents,
  type ImageControl,
  type ImagePackage,
  type ImageVerdict,
  type KnownAdvisories,
  type Lacking,
  undecided,
  type Vulnerability,
} from '../../model/index.ts';
import { stepsFor } from './steps.ts';

export const imageVulnerabilities: ImageControl = {
  id: 'image-vulnerabilities',
  group: 'image',
  title: 'No package in the image has a known vulnerability',
  stops: 'Nobody gets in by a hole that is published, often with the program that uses it.',
  why: 'An image keeps the packages of the day it was built on, while holes in them become known every day. Most are mended by building anew from a newer base image. Packages are read from the layers and held against advisories of their distribution or registry, which are kept in one file: bulkhead db update fetches them, bulkhead db import reads them from a folder. What a distribution mends without a new version number of the project counts as mended. Whether the program ever reaches the hole is not known here; where somebody has looked, a VEX document says so (scan --vex).',
  severity: 'medium',
  gain: 'privileges',
  level: 'recommended',
  references: { cisDocker: ['4.4'], nist800190: ['4.1.1'] },
  ofPackages: true,
  steps: ['build anew from a newer base image, or upgrade the package in a step of the build'],
  judge(image) {
    const { packages, advisories, vulnerabilities } = image;
    if (packages.length === 0) return [held('it has no packages that tell of themselves')];
    const found = sharedVulnerabilities(vulnerabilities.filter(({ state }) => state !== 'not-affected')).map((group) =>
      verdictOn(group, image),
    );
    // A bill of materials may tell of some by itself.
    if (advisories === undefined) return [undecided({ because: noneHere(packages.length) }, 'medium'), ...found];
    const verdicts = [...lackingVerdicts(advisories), ...withoutGroup(packages), ...found];
    const answered = answeredVerdicts(vulnerabilities.filter(({ state }) => state === 'not-affected'));
    return verdicts.length > 0 ? [...verdicts, ...answered] : [held(nothingFound(packages.length, advisories)), ...answered];
  },
};

const noneHere = (packages: number): string =>
  `${packagesText(packages)} could not be looked up: no advisories are here; bulkhead db update fetches them, bulkhead db import FOLDER reads them`;

const packagesText = (count: number): string => (count === 1 ? '1 package' : `${count} packages`);

const nothingFound = (packages: number, { newest }: KnownAdvisories): string =>
  `none is known of its ${packagesText(packages)}, by advisories up to ${newest}`;

/** What does not count is told to those who ask for everything. */
function answeredVerdicts(vulnerabilities: readonly Vulnerability[]): readonly ImageVerdict[] {
  const groups = sharedVulnerabilities(vulnerabilities);
  if (groups.length === 0) return [];
  const texts = groups.slice(0, 5).map(({ vulnerability: { id, package: one, vex } }) => {
    const why = vex === undefined ? '' : ` (${vex.because}, ${vex.document})`;
    return `${id} in ${one.name} ${one.version}${why}`;
  });
  const more = groups.length > texts.length ? ` and ${groups.length - texts.length} more` : '';
  return [held(`${groups.length} ${groups.length === 1 ? 'does' : 'do'} not count by VEX documents: ${texts.join('; ')}${more}`)];
}

const lackingVerdicts = ({ lacking = [] }: KnownAdvisories): readonly ImageVerdict[] =>
  lacking.map(({ ecosystem, kind, packages }: Lacking) =>
    undecided({ because: `${packagesText(packages)} could not be looked up: ${whyLacking(ecosystem, kind)}` }, 'medium'),
  );

/** Maven's advisories name a package by its group and artifact; a jar without a pom tells only the artifact. */
function withoutGroup(packages: readonly ImagePackage[]): readonly ImageVerdict[] {
  const names = [...new Set(packages.filter(({ kind, name }) => kind === 'maven' && !name.includes(':')).map(({ name }) => name))];
  if (names.length === 0) return [];
  const jars = names.length === 1 ? '1 jar' : `${names.length} jars`;
  return [undecided({ because: `${jars} could not be looked up, having no pom that says the group: ${someNames(names)}` }, 'low')];
}

const whyLacking = (ecosystem: string | undefined, kind: string): string =>
  ecosystem === undefined
    ? `no advisories on ${kind} packages of this distribution are published in a form that is read`
    : `no advisories on ${ecosystem} are here; bulkhead db update fetches them`;

function verdictOn({ vulnerability, name, version, built, all }: SharedVulnerability, image: ImageContents): ImageVerdict {
  const of = built.length === 0 ? '' : ` (${someNames(built)})`;
  const places = new Set(all.map((each) => each.package.path)).size;
  const copies = new Set(all.map((each) => each.package.name)).size === 1 && places > 1 ? ` in ${places} places` : '';
  const owner = vulnerability.package.owner === undefined ? '' : `, built into ${vulnerability.package.owner}`;
  const subject = `${name} ${version}${of}${copies}${owner}`;
  if (vulnerability.state === 'unknown')
    return {
      ...undecided(
        {
          because: `whether ${subject} has ${vulnerability.id} cannot be told: nobody has determined it, or its version is in no order with those that are affected`,
        },
        'low',
      ),
      vulnerability,
    };
  return {
    ...broken(`${subject} has ${vulnerability.id}: ${stateText(vulnerability)}`, undefined, {
      severity: weightOfVulnerability(vulnerability),
    }),
    steps: stepsFor(vulnerability, built.length === 0 ? [name] : built, image),
    vulnerability,
  };
}

const someNames = (names: readonly string[]): string =>
  names.length <= 4 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;

const stateText = ({ state, fixed }: Vulnerability): string =>
  state === 'fixed' ? `fixed in ${fixed ?? 'a newer version'}` : unfixed[state as keyof typeof unfixed];

const unfixed = {
  affected: 'no version mends it yet',
  'will-not-fix': 'who keeps the package does not think it worth a mend of its own',
  'end-of-life': 'nobody keeps the package any more',
} as const;
