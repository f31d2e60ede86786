import { hostSystemMount } from '../../controls/host-system-mount/control.ts';
import { broken, isKnown, type Pod } from '../../model/index.ts';
import type { Check } from './check.ts';

export const hostPathVolumes: Check = {
  id: 'hostPathVolumes',
  level: 'baseline',
  control: hostSystemMount,
  passes: 'the pod has no hostPath volume',
  revisions: [{ since: 0, pod }],
};

/** A volume counts whether it is mounted or not. */
function pod({ volumes }: Pod) {
  return volumes.flatMap(({ name, kinds }) =>
    kinds
      .filter(isKnown)
      .filter(({ value }) => value === 'hostPath')
      .map((field) => broken(`the pod has the hostPath volume ${name}`, field, { remedy: [] })),
  );
}
