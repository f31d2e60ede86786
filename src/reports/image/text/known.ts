import { type ScannedImage, type Severity, severities } from '../../../model/index.ts';
import { cellsOf, padTo, wrap } from '../../text/cells.ts';
import type { Page } from '../../text/page.ts';
import { count } from '../../text/words.ts';
import { type Affected, byPackage, fixOf, type Known, mendedOf } from '../by-package.ts';
import { bySeverity } from '../counts.ts';
import { groupTitle, type LayerGroup, layerGroups } from './layer-groups.ts';

/** Packages of one group that are shown unless all are asked for; those that are low or medium make room first. */
const most = 15;
const mostOfLittleWeight = 4;

/** Known vulnerabilities as a table, a row a package; those of the image's own layers first. */
export function knownLines(known: readonly Known[], image: ScannedImage, page: Page): string[] {
  const groups = layerGroups(known, image, true);
  const columns = columnsOf(byPackage(known), page.width);
  return groups.flatMap((group, at) => [
    groupTitle(group, image, page),
    ...(at === 0 ? [headingLine(columns, page)] : []),
    ...adviceOf(group, page),
    ...rowsOf(byPackage(group.findings), columns, page),
  ]);
}

/** What mends most at once is said once. */
function adviceOf({ where, findings }: LayerGroup<Known>, { style, width }: Page): string[] {
  if (where !== 'base') return [];
  const each = byPackage(findings).flatMap((one) => one.known);
  const mended = mendedOf(each);
  const said =
    mended === 0
      ? `${bySeverity(each)}; no newer package mends any of them yet`
      : `${bySeverity(each)}; newer packages mend ${mended === each.length ? 'all' : mended} of them: update the base image (docker build --pull)`;
  return wrap(said, width, '    → ', '      ').map(style.remedy);
}

interface Columns {
  readonly name: number;
  readonly installed: number;
  readonly fixed: number;
}

const severityColumn = 10;
const gap = 2;

/** Each column as wide as its longest word, none wider than its part of the page. */
function columnsOf(rows: readonly Affected[], width: number): Columns {
  const room = width - 4 - severityColumn - 3 * gap;
  const wide = (texts: readonly string[], part: number): number => Math.min(Math.floor(room * part), Math.max(9, ...texts.map(cellsOf)));
  return {
    name: wide(rows.map(nameOf), width < 76 ? 0.4 : 0.28),
    installed: wide(
      rows.map(({ version }) => version),
      0.22,
    ),
    fixed: wide(
      rows.map(({ fixedIn }) => fixedIn),
      0.22,
    ),
  };
}

const nameOf = ({ kind, name, places }: Affected): string => `${name} (${kind}${places === 1 ? '' : `, ${places} places`})`;

function rowsOf(rows: readonly Affected[], columns: Columns, page: Page): string[] {
  if (page.options.all === true) return rows.flatMap((row) => [rowLine(row, columns, page, false), ...eachLines(row, page)]);
  const heavy = rows.filter(({ severity }) => severities.indexOf(severity) > 1);
  const shown = rows.slice(0, Math.min(most, heavy.length + mostOfLittleWeight));
  const rest = rows.slice(shown.length);
  const more = rest.length === 0 ? [] : [`    and ${count(rest.length, 'more package')}: ${bySeverity(rest)} (--all)`];
  return [...shown.map((row) => rowLine(row, columns, page, true)), ...more];
}

const headingLine = ({ name, installed, fixed }: Columns, { style }: Page): string =>
  style.dim(`    ${padTo('severity', severityColumn)}${cell('package', name)}${cell('installed', installed)}${cell('fixed in', fixed)}ids`);

function rowLine(row: Affected, { name, installed, fixed }: Columns, page: Page, withIds: boolean): string {
  const head = `    ${severityCell(row.severity, page)}${cell(nameOf(row), name)}${cell(row.version, installed)}${cell(row.fixedIn, fixed)}`;
  const room = page.width - 4 - severityColumn - name - installed - fixed - 3 * gap;
  return withIds ? head + page.style.dim(idsWithin(row.known, room)) : head;
}

const severityCell = (severity: Severity, { style }: Page): string =>
  style.severity(severity)(severity) + ' '.repeat(severityColumn - severity.length);

const cell = (text: string, width: number): string => padTo(cut(text, width), width + gap);
const cut = (text: string, width: number): string => (cellsOf(text) > width ? `${text.slice(0, Math.max(1, width - 1))}…` : text);

/** "CVE-2025-12345 +12" */
const idColumn = 17;

/** As many ids as fit the columns, the worst first: "CVE-2025-1, CVE-2025-2 and 12 more"; where there is no room, how many there are. */
function idsWithin(known: readonly Known[], columns: number): string {
  const ids = known.map(({ vulnerability }) => vulnerability.id);
  if (columns < idColumn) return String(ids.length);
  for (let shown = ids.length; shown > 1; shown--) {
    const text = ids.slice(0, shown).join(', ') + (shown === ids.length ? '' : ` and ${ids.length - shown} more`);
    if (text.length <= columns) return text;
  }
  return `${ids[0] ?? ''}${ids.length > 1 ? ` +${ids.length - 1}` : ''}`;
}

/** Of each its severity and score, what mends it and what it is. */
const eachLines = ({ known }: Affected, { style, width }: Page): string[] =>
  known.flatMap(({ severity, vulnerability }) => {
    const { id, score, summary } = vulnerability;
    const said = `${id}  ${severity}${score === undefined ? '' : ` ${score.toFixed(1)}`}, ${fixOf(vulnerability)}${summary === undefined ? '' : `: ${summary}`}`;
    return wrap(said, width, '      ', '        ').map(style.dim);
  });
