import { controlSocketAt } from '../../facts/control-sockets.ts';
import { canonicalPath } from '../../facts/host-path.ts';
import { exposureOf } from '../../facts/host-paths.ts';
import { type Container, isKnown, isUnknown, knownValue, type Mount } from '../../model/index.ts';
import { type Draft, draft } from '../build.ts';
import { doubt, gap } from '../grounds.ts';
import { inside, shared } from '../holds.ts';
import type { Inmate } from '../inmate.ts';
import { groupOf } from './together.ts';

/** Storage that several containers may mount, each step as far as one of them tells it. */
export const storageSteps = (inmate: Inmate): readonly Draft[] => inmate.container.mounts.flatMap((mount) => volumeSteps(inmate, mount));

/** One storage has one id in all containers that mount it; undefined: nobody else can. */
function storageOf(container: Container, { type, source }: Mount): { readonly id: string; readonly title: string } | undefined {
  const path = knownValue(source);
  const kind = knownValue(type);
  if (path === undefined || path === '') return undefined;
  if (kind === 'bind') {
    const canonical = canonicalPath(path);
    const isOurs = controlSocketAt(path) === undefined && exposureOf(path, true, container.engine) === undefined;
    if (!isOurs) return undefined;
    const where = canonical.startsWith('/') || canonical.startsWith('~') ? '' : `${container.origin.source.path.replace(/[^/]*$/, '')}`;
    return { id: `volume:${where}${canonical}`, title: `the folder ${path}` };
  }
  if (kind === 'claim') return { id: `volume:claim ${knownValue(container.pod?.namespace) ?? ''}/${path}`, title: `the claim ${path}` };
  if (kind !== 'volume') return undefined;
  const scope = container.engine === 'kubernetes' ? groupOf(container) : (container.group ?? '');
  return { id: `volume:${scope}/${path}`, title: `the volume ${path}` };
}

function volumeSteps(inmate: Inmate, mount: Mount): readonly Draft[] {
  const { container, root: is } = inmate;
  const storage = storageOf(container, mount);
  if (storage === undefined) return [];
  const hold = shared(storage.id, storage.title);
  const path = knownValue(mount.destination) ?? storage.title;
  const { readonly, source } = mount;
  const writes = isUnknown(readonly)
    ? doubt(inmate, `whether it may write ${path} is not known`, readonly.because, readonly)
    : gap(inmate, `it mounts ${path} writable`, isKnown(readonly) ? readonly : source);
  const because = 'whether its user may write there is decided by the owner of the files';
  return [
    ...(knownValue(readonly) === true
      ? []
      : draft(inmate, {
          from: inside(container),
          to: hold,
          kind: 'volume-write',
          what: `changes files in ${path}`,
          gaps: [writes],
          ...(is === 'yes' ? {} : { certainty: 'perhaps', because }),
        })),
    ...draft(inmate, {
      from: hold,
      to: inside(container),
      kind: 'volume-use',
      what: `has ${container.name} run or read what lies in ${path}`,
      gaps: [gap(inmate, `it uses ${storage.title} at ${path}`, source)],
      certainty: 'perhaps',
      because: `what ${container.name} does with the files is not known`,
    }),
  ];
}
