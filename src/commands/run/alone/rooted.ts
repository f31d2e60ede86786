import { Unreadable } from '../../../model/index.ts';
import { type Asked, lastOf } from './asked.ts';
import { bundleAt, isBundle, type Rooted } from './bundle.ts';
import { isRoot } from './ids.ts';
import { type UnpackedImage, unpackedImage } from './image.ts';

/** The root file system that was asked for: an image, unpacked, or a bundle. `report`: what is told at once. Throws Unreadable, fit to print. */
export async function rootedOf(asked: Asked, report: (line: string) => void): Promise<Rooted> {
  const wanted = wantsOwnIds(asked);
  if (isBundle(asked.image)) return bundleAt(asked.image, wanted);
  if (asked.image.startsWith('-')) throw new Unreadable(`${asked.image} is no name of an image`);
  const pull = lastOf(asked, 'pull');
  const image = await unpackedImage(asked.image, pull === 'always' || pull === 'never' ? pull : 'missing', wanted, report);
  return { ...image, beside: {}, lines: rangeless(image, wanted) };
}

/** As with an engine: what belongs to the host cannot be mounted from a user namespace of one's own. */
function wantsOwnIds(asked: Asked): boolean {
  const ofHost = lastOf(asked, 'userns') === 'host';
  if (ofHost && !isRoot()) throw new Unreadable('--userns host needs root: whoever is not root has a user namespace, or no container');
  return !ofHost && !['network', 'net', 'pid', 'ipc'].some((flag) => lastOf(asked, flag) === 'host');
}

/** Why root has no user namespace, and the way to one. */
const rangeless = ({ ids }: UnpackedImage, wanted: boolean): readonly string[] =>
  wanted && ids.map === undefined
    ? [
        'for a user namespace the user "containers" needs a range of 65536 ids or more, which nobody else has, in /etc/subuid and /etc/subgid: containers:2147483648:1048576',
      ]
    : [];
