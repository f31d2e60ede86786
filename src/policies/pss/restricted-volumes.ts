import { hostSystemMount } from '../../controls/host-system-mount/control.ts';
import { broken, knownValue, type Pod, type PodVolume, type Verdict } from '../../model/index.ts';
import type { Minor } from '../versions.ts';
import type { Check } from './check.ts';

export const restrictedVolumes: Check = {
  id: 'restrictedVolumes',
  level: 'restricted',
  control: hostSystemMount,
  passes: 'the pod has only volumes of the types that restricted allows',
  revisions: [{ since: 0, pod, replaces: 'hostPathVolumes' }],
};

const allowed = new Set('configMap csi downwardAPI emptyDir ephemeral persistentVolumeClaim projected secret'.split(' '));

/** Image volumes came to the API with 1.31 and to the check's list with 1.33 (restrictedVolumes in v0.32.0 and v0.33.0); an older server drops the source unread. */
const imageSince: Minor = 31;
const imageAllowed: Minor = 33;

function pod({ volumes }: Pod, version: Minor): Verdict[] {
  return volumes.flatMap((volume) => fault(volume, version));
}

/** A volume of which only the name is written is an emptyDir, and so is one of which the server knows no source. */
function fault({ name, kinds }: PodVolume, version: Minor): Verdict[] {
  const sources = kinds.filter((kind) => version >= imageSince || knownValue(kind) !== 'image');
  const passes = (kind: string | undefined): boolean =>
    kind !== undefined && (kind === 'image' ? version >= imageAllowed : allowed.has(kind));
  const [first] = sources;
  if (first === undefined || sources.some((kind) => passes(knownValue(kind)))) return [];
  return [broken(`the pod's volume ${name} is of the type ${knownValue(first)}, which restricted does not allow`, first, { remedy: [] })];
}
