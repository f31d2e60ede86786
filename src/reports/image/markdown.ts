import { atLeast, type Finding, type Report, type ScannedImage, severities } from '../../model/index.ts';
import { openOf } from '../lived-with.ts';
import { code, escaped, fitted, livedWith, problems, toLookAt, verdictOf } from '../markdown.ts';
import type { ReportOptions } from '../options.ts';
import { groupBy } from '../text/blocks.ts';
import { count, listWithin } from '../text/words.ts';
import { ageOf } from './age.ts';
import { isBase, layersText } from './base.ts';
import { type Affected, byPackage, isKnown, mendedOf, toldOnce } from './by-package.ts';
import { bytesText } from './bytes.ts';
import { byKind, bySeverity, perSeverity } from './counts.ts';

/** Packages and findings that stand in a table; the others are folded below it, and these too have an end. */
const mostShown = 12;
const mostFolded = 250;

/** A scan for a pull request's comment: the verdict, each image in a line, what is wrong as tables, and the rest folded away. */
export function renderScanMarkdown(whole: Report, options: ReportOptions = {}): string {
  const report = openOf(whole);
  const broken = report.findings.filter(({ outcome }) => outcome === 'broken');
  const { failOn } = options;
  const fails = failOn !== undefined && broken.some(({ severity }) => atLeast(severity, failOn));
  const images = report.images ?? [];
  return fitted([
    verdictOf({ ...report.summary, broken: perSeverity(toldOnce(broken)) }, fails, count(images.length, 'image')),
    ...images.map((image) => headOf(image, options)),
    ...images.flatMap((image) =>
      partsOf(
        image,
        broken.filter(({ container }) => container === image.id),
        images.length > 1,
      ),
    ),
    problems(report),
    undecided(report),
    toLookAt(report),
    livedWith(whole),
  ]);
}

function headOf(image: ScannedImage, { today }: ReportOptions): string {
  const { name, platform, distribution, size, packages, advisories } = image;
  const age = advisories === undefined ? undefined : ageOf(advisories.newest, today);
  const said = [
    ...(distribution === undefined ? [] : [escaped(distribution.name)]),
    ...(image.layers.length === 0 ? [] : [`${bytesText(size)} in ${layersText(image)}`]),
    packages.length === 0 ? 'no package that a record tells of' : `${count(packages.length, 'package')} (${byKind(packages)})`,
    ...(packages.length === 0
      ? []
      : [
          advisories === undefined
            ? 'vulnerabilities were not looked for: no advisories'
            : `advisories up to ${escaped(advisories.newest)}${age === undefined ? '' : `, ${age}`}`,
        ]),
  ];
  // Of several images in an archive the name says it already.
  return `${code(name)}${name.includes(platform) ? '' : ` ${escaped(platform)}`}: ${said.join('; ')}\n`;
}

function partsOf(image: ScannedImage, findings: readonly Finding[], several: boolean): string[] {
  const known = findings.filter(isKnown);
  const others = findings.filter((finding) => !isKnown(finding)).toSorted(worstFirst);
  const of = several ? ` in ${code(image.name)}` : '';
  const own = byPackage(known.filter(({ layer }) => layer === undefined || !isBase(image, layer.layer)));
  const ofBase = known.filter(({ layer }) => layer !== undefined && isBase(image, layer.layer));
  const base = byPackage(ofBase);
  // The same ones of one package in several programs or folders are told once.
  const each = base.flatMap((one) => one.known);
  return [
    others.length === 0
      ? ''
      : `#### ${bySeverity(others)}${of}\n\n${othersTable(others.slice(0, mostShown))}${foldedOthers(others.slice(mostShown))}`,
    own.length === 0 ? '' : `#### Known vulnerabilities${of}\n\n${packagesPart(own)}`,
    base.length === 0
      ? ''
      : `#### Known vulnerabilities of the base image${of}\n\nA newer base image mends ${mendedOf(each)} of ${each.length}.\n\n${packagesPart(base)}`,
  ];
}

const worstFirst = (one: Finding, other: Finding): number => severities.indexOf(other.severity) - severities.indexOf(one.severity);

const othersTable = (findings: readonly Finding[]): string =>
  findings.length === 0 ? '' : `| severity | control | what | made by |\n| --- | --- | --- | --- |\n${findings.map(otherRow).join('\n')}\n`;

const otherRow = ({ severity, control, detail, layer }: Finding): string =>
  `| ${severity} | ${control} | ${escaped(detail)} | ${layer?.instruction === undefined ? '' : code(layer.instruction)} |`;

const foldedOthers = (findings: readonly Finding[]): string => folded(findings, (some) => othersTable(some), 'more');

const packagesPart = (rows: readonly Affected[]): string =>
  packagesTable(rows.slice(0, mostShown)) + folded(rows.slice(mostShown), packagesTable, 'more packages');

function folded<T extends { readonly severity: Finding['severity'] }>(
  things: readonly T[],
  table: (some: readonly T[]) => string,
  what: string,
): string {
  if (things.length === 0) return '';
  const rest = things.length - mostFolded;
  const end = rest > 0 ? `\nand ${rest} more in the JSON report\n` : '';
  return `\n<details><summary>${things.length} ${what}: ${bySeverity(things)}</summary>\n\n${table(things.slice(0, mostFolded))}${end}\n</details>\n`;
}

const packagesTable = (rows: readonly Affected[]): string =>
  rows.length === 0
    ? ''
    : `| severity | package | installed | fixed in | vulnerabilities |\n| --- | --- | --- | --- | --- |\n${rows.map(packageRow).join('\n')}\n`;

const packageRow = ({ severity, name, kind, version, fixedIn, known }: Affected): string => {
  const ids = known.map(({ vulnerability: { id } }) => id);
  return `| ${severity} | ${escaped(name)} \\(${kind}\\) | ${escaped(version)} | ${escaped(fixedIn)} | ${escaped(listWithin(ids, 60))} |`;
};

function undecided({ findings }: Report): string {
  const open = findings.filter(({ outcome }) => outcome === 'unknown');
  if (open.length === 0) return '';
  const lines = [...groupBy(open, ({ control, detail }) => `${control} ${detail}`).values()].map(
    ([first]) => `- ${first?.control ?? ''}: ${escaped(first?.detail ?? '')}`,
  );
  return `#### Not decided\n\n${lines.slice(0, mostShown).join('\n')}\n`;
}
