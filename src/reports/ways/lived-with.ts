import { type Finding, type Ground, type Report, severities } from '../../model/index.ts';
import type { ToldWay } from './atlas.ts';

type LivedWith = 'accepted' | 'baseline';

/**
 * Does somebody live with a way? They do where the gravest finding that it rests on is accepted, or in the baseline: to accept that a
 * container runs as root answers for no socket that is mounted into it.
 */
export function livingWith({ findings }: Pick<Report, 'findings'>): (way: Pick<ToldWay, 'steps'>) => LivedWith | undefined {
  if (!findings.some(({ accepted, baseline }) => accepted !== undefined || baseline === true)) return () => undefined;
  const broken = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.outcome !== 'broken' && finding.outcome !== 'unknown') continue;
    const key = keyOf(finding.container, finding.control);
    broken.set(key, [...(broken.get(key) ?? []), finding]);
  }
  return ({ steps }) => {
    const met = steps.flatMap(({ grounds }) => grounds.flatMap((ground) => findingsOf(ground, broken)));
    const most = Math.max(...met.map(weightOf));
    const gravest = met.filter((finding) => weightOf(finding) === most);
    if (gravest.some(({ accepted }) => accepted !== undefined)) return 'accepted';
    return gravest.some(({ baseline }) => baseline === true) ? 'baseline' : undefined;
  };
}

const keyOf = (container: string, control: string): string => `${container}\u0000${control}`;

const weightOf = ({ severity }: Finding): number => severities.indexOf(severity);

/** Of several findings of one measure those at the ground's own line. */
function findingsOf({ container, control, place }: Ground, broken: ReadonlyMap<string, readonly Finding[]>): readonly Finding[] {
  if (control === undefined) return [];
  const all = broken.get(keyOf(container, control)) ?? [];
  const here = all.filter(({ origin }) => origin.file === place?.file && origin.line === place.line);
  return here.length > 0 ? here : all;
}
