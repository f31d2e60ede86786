import type { Finding, ScannedImage } from '../../../model/index.ts';
import { wrap } from '../../text/cells.ts';
import type { Page } from '../../text/page.ts';
import { count } from '../../text/words.ts';
import { ageOf, isOld } from '../age.ts';
import { layersText } from '../base.ts';
import { byPackage, isKnown, type Known, mendedOf } from '../by-package.ts';
import { bytesText } from '../bytes.ts';
import { byKind, bySeverity } from '../counts.ts';

/** What the image is, in a few lines: first of all that is said of it. `lived`: how many of its vulnerabilities are accepted, or in the baseline. */
export function headLines(image: ScannedImage, findings: readonly Finding[], lived: number, { style, width, options }: Page): string[] {
  const { name, platform, distribution, size, packages } = image;
  const said = [
    `${distribution?.name ?? 'no distribution that says its name'}${image.layers.length === 0 ? '' : `; ${bytesText(size)} in ${layersText(image)}`}`,
    packages.length === 0 ? 'no package that a record tells of' : `${count(packages.length, 'package')}: ${byKind(packages)}`,
    ...vulnerabilitiesTexts(image, findings.filter(isKnown), lived, options.today),
  ];
  // Of several images in an archive the name says it already.
  const title = name.includes(platform) ? style.bold(name) : `${style.bold(name)}  ${style.dim(platform)}`;
  return ['', title, ...said.flatMap((text) => wrap(text, width, '  ', '    '))];
}

function vulnerabilitiesTexts(
  { advisories, packages }: ScannedImage,
  known: readonly Known[],
  lived: number,
  today: string | undefined,
): string[] {
  if (advisories === undefined)
    return [`vulnerabilities were not looked for: no advisories are here${packages.length === 0 ? '' : ' (bulkhead db update)'}`];
  // How old advisories are that nothing was held against says nothing.
  if (packages.length === 0) return known.length === 0 ? [] : [foundText(known, lived, 0)];
  const looked = packages.length - (advisories.lacking ?? []).reduce((sum, each) => sum + each.packages, 0);
  if (known.length + lived === 0 && looked <= 0)
    return ['vulnerabilities were not looked for: no advisories on any of its packages are here'];
  const age = ageOf(advisories.newest, today);
  const hint = isOld(advisories.newest, today) ? ' (bulkhead db update)' : '';
  return [
    foundText(known, lived, packages.length === looked ? 0 : looked),
    `advisories up to ${advisories.newest}${age === undefined ? '' : `, ${age}`}${hint}`,
  ];
}

/** `looked`: how many packages were looked up; 0: all there are. */
function foundText(known: readonly Known[], lived: number, looked: number): string {
  const kept = lived === 0 ? '' : `; ${lived} accepted or in the baseline`;
  if (known.length === 0) {
    const among = looked === 0 ? '' : ` in the ${count(looked, 'package')} that could be looked up`;
    return `no ${lived === 0 ? '' : 'new '}known vulnerability${among}${kept}`;
  }
  const affected = byPackage(known);
  // The same ones of one package in several programs or folders are told once.
  const each = affected.flatMap((one) => one.known);
  const places = affected.reduce((sum, one) => sum + one.places, 0);
  const where = `${count(affected.length, 'package')}${places === affected.length ? '' : `, in ${places} places`}`;
  const mended = mendedOf(each);
  const found = `${count(each.length, 'known vulnerability', 'known vulnerabilities')} in ${where}`;
  return `${found}: ${bySeverity(each)}; newer versions mend ${mended === each.length ? 'all' : mended} of them${kept}`;
}
