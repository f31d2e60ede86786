import { type Finding, type ScannedImage, severities } from '../../../model/index.ts';
import { groupBy } from '../../text/blocks.ts';
import { padTo, wrap } from '../../text/cells.ts';
import type { Page } from '../../text/page.ts';
import { bySeverity } from '../counts.ts';
import { groupTitle, type LayerGroup, layerGroups } from './layer-groups.ts';

/** Findings of one layer that are shown unless all are asked for. */
const most = { grave: 12, light: 4 } as const;

/** The findings of one control, layer by layer; a remedy that is the same for all is said once. */
export function byLayerLines(findings: readonly Finding[], image: ScannedImage, page: Page): string[] {
  const remedies = new Set(findings.map(remedyOf));
  const groups = layerGroups(findings, image, false);
  return [
    ...groups.flatMap((group) => groupLines(group, remedies.size > 1, image, page)),
    ...(remedies.size === 1 ? remedyLines(findings[0], '    ', page) : []),
  ];
}

const remedyOf = ({ remedy }: Finding): string => (remedy ?? []).join('\n');

function groupLines(group: LayerGroup<Finding>, withRemedies: boolean, image: ScannedImage, page: Page): string[] {
  const sorted = group.findings.toSorted((one, other) => severities.indexOf(other.severity) - severities.indexOf(one.severity));
  const grave = sorted.filter(({ severity }) => severities.indexOf(severity) > 1).length;
  const shown = page.options.all === true ? sorted : sorted.slice(0, Math.min(most.grave, Math.max(grave, most.light)));
  const rest = sorted.slice(shown.length);
  const alike = withRemedies ? [...groupBy(shown, remedyOf).values()] : [shown];
  return [
    groupTitle(group, image, page),
    ...alike.flatMap((same) => [
      ...same.flatMap((finding) => findingLines(finding, image, page)),
      ...(withRemedies ? remedyLines(same[0], `    ${' '.repeat(severityColumn)}`, page) : []),
    ]),
    ...(rest.length === 0 ? [] : [`    and ${rest.length} more: ${bySeverity(rest)} (--all)`]),
  ];
}

const severityColumn = 10;

function findingLines(finding: Finding, image: ScannedImage, { style, width }: Page): string[] {
  const { severity, detail, layer } = finding;
  // The heading says which layer it is.
  const said = layer === undefined ? detail : detail.replace(` of layer ${layer.layer} `, ' ');
  const [first = '', ...rest] = wrap(`${said}${writtenAt(finding, image)}`, width, `    ${padTo(severity, severityColumn)}`);
  return [`    ${style.severity(severity)(severity)}${first.slice(4 + severity.length)}`, ...rest];
}

/** The instruction that brought it, where a Containerfile is known and the heading does not say it. */
function writtenAt({ layer, origin, container }: Finding, { layers }: ScannedImage): string {
  if (layer !== undefined && layers[layer.layer - 1]?.containerfile !== undefined) return '';
  const at = layer === undefined ? (origin.file.startsWith(container) ? undefined : origin) : layer.containerfile;
  return at === undefined ? '' : ` (${at.file}:${at.line})`;
}

const remedyLines = (finding: Finding | undefined, indent: string, { style, width }: Page): string[] =>
  (finding?.remedy ?? []).flatMap((line) => wrap(line, width, `${indent}→ `).map(style.remedy));
