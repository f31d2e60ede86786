import { type Finding, type ScannedImage, severities } from '../../../model/index.ts';
import type { Page } from '../../text/page.ts';
import { lineOf } from '../../text/place.ts';
import { baseLayers, isBase } from '../base.ts';

/** Findings on one layer, on all layers of the base image together, or on none. */
export interface LayerGroup<T> {
  readonly where: number | 'base' | 'configuration';
  readonly findings: readonly T[];
}

/** Own layers first, the worst of them first; then the base image; then what is in no layer. `together`: layers of the base image are one group. */
export function layerGroups<T extends Finding>(findings: readonly T[], image: ScannedImage, together: boolean): readonly LayerGroup<T>[] {
  const groups = new Map<LayerGroup<T>['where'], T[]>();
  for (const finding of findings) {
    const layer = finding.layer?.layer;
    const where = layer === undefined ? 'configuration' : together && isBase(image, layer) ? 'base' : layer;
    const group = groups.get(where);
    if (group === undefined) groups.set(where, [finding]);
    else group.push(finding);
  }
  const place = (where: LayerGroup<T>['where']): number =>
    where === 'configuration' ? 2 : where === 'base' || isBase(image, where) ? 1 : 0;
  const worst = (group: readonly T[]): number => Math.max(...group.map(({ severity }) => severities.indexOf(severity)));
  return [...groups]
    .sort(([one, first], [other, second]) => place(one) - place(other) || worst(second) - worst(first))
    .map(([where, group]) => ({ where, findings: group }));
}

/** What made the layer, cut to the page. */
export function groupTitle({ where }: LayerGroup<Finding>, image: ScannedImage, { style, width }: Page): string {
  if (where === 'configuration') return `  ${style.bold('in the configuration')}`;
  if (where === 'base') return `  ${style.bold('of the base image')}  ${style.dim(baseLayers(image))}`;
  const { instruction, base, containerfile } = image.layers[where - 1] ?? {};
  const place = containerfile === undefined ? '' : `, ${lineOf(containerfile)}`;
  const head = `layer ${where}${base === true ? ', of the base image' : ''}${place}`;
  const made = instruction ?? 'the history does not tell what made it';
  const room = Math.max(20, width - head.length - 4);
  return `  ${style.bold(head)}  ${style.dim(made.length > room ? `${made.slice(0, room - 1)}…` : made)}`;
}
