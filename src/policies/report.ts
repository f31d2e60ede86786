import { standards } from '../facts/standards.ts';
import type { Measure, References, ReportProfile } from '../model/index.ts';
import type { Policy } from './index.ts';

/** A profile as plain data, with the ids of its standard that it judges in the standard's own order. */
export function reportProfile(
  { name, kubernetesVersion, standard }: Pick<Policy, 'name' | 'kubernetesVersion' | 'standard'>,
  controls: readonly Measure[],
): ReportProfile {
  return {
    name,
    ...(kubernetesVersion === undefined ? {} : { kubernetesVersion }),
    ...(standard === undefined ? {} : { standard, asks: asksOf(standard, controls) }),
  };
}

function asksOf(standard: keyof References, controls: readonly Measure[]): NonNullable<ReportProfile['asks']> {
  return Object.keys(standards[standard].entries).flatMap((id) => {
    const judging = controls.filter(({ references }) => references[standard]?.includes(id)).map((control) => control.id);
    return judging.length === 0 ? [] : [{ id, controls: [...new Set(judging)] }];
  });
}
