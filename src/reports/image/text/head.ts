import type { Finding, ScannedImage } from '../../../model/index.ts';
import { wrap } from '../../text/cells.ts';
import type { Page } from '../../text/page.ts';
import { count } from '../../text/words.ts';
import { ageOf } from '../age.ts';
import { layersText } from '../base.ts';
import { byPackage, isKnown, type Known, mendedOf } from '../by-package.ts';
import { bytesText } from '../bytes.ts';
import { byKind, bySeverity } from '../counts.ts';

/** What the image is, in a few lines: first of all that is said of it. */
export function headLines(image: ScannedImage, findings: readonly Finding[], { style, width, options }: Page): string[] {
  const { name, platform, distribution, size, packages } = image;
  const said = [
    `${distribution?.name ?? 'no distribution that says its name'}${image.layers.length === 0 ? '' : `; ${bytesText(size)} in ${layersText(image)}`}`,
    packages.length === 0 ? 'no package that a record tells of' : `${count(packages.length, 'package')}: ${byKind(packages)}`,
    ...vulnerabilitiesTexts(image, findings, options.today),
  ];
  return ['', `${style.bold(name)}  ${style.dim(platform)}`, ...said.flatMap((text) => wrap(text, width, '  ', '    '))];
}

function vulnerabilitiesTexts({ advisories, packages }: ScannedImage, findings: readonly Finding[], today: string | undefined): string[] {
  if (advisories === undefined)
    return [`vulnerabilities were not looked for: no advisories are here${packages.length === 0 ? '' : ' (bulkhead db update)'}`];
  const known = findings.filter(isKnown);
  const age = ageOf(advisories.newest, today);
  return [foundText(known), `advisories up to ${advisories.newest}${age === undefined ? '' : `, ${age}`}`];
}

function foundText(known: readonly Known[]): string {
  if (known.length === 0) return 'no known vulnerability';
  const mended = mendedOf(known);
  const found = `${count(known.length, 'known vulnerability', 'known vulnerabilities')} in ${count(byPackage(known).length, 'package')}`;
  return `${found}: ${bySeverity(known)}; newer versions mend ${mended === known.length ? 'all' : mended} of them`;
}
