import type { AppArmor, Origin, Seccomp, Selinux } from '../../../model/index.ts';
import { below, joined, nodeAt, setScalar, type Way } from '../../../text/yaml/edit/index.ts';
import { dropPair, removeAt } from './entries.ts';
import { isPods, setSecurity } from './security.ts';
import { heldBy } from './tree.ts';
import { notePod, placeOf, put, type Result, type Writing, writtenAt } from './writing.ts';

interface Profile {
  readonly type: 'RuntimeDefault' | 'Unconfined' | 'Localhost';
  readonly name?: string | undefined;
}

/** The mapping of a profile; a name that stands there already is replaced, or goes where no type but Localhost takes one. */
function setProfile(writing: Writing, key: string, { type, name }: Profile, origin: Origin | undefined): Result {
  const place = origin === undefined ? undefined : placeOf(writing, origin);
  if (place === undefined) return put(writing, writing.entry, ['securityContext', key], named(type, name));
  if (isPods(writing, origin)) notePod(writing);
  const old = below(place, 'localhostProfile');
  const results: Result[] = [put(writing, place, ['type'], type)];
  if (name !== undefined) results.push(put(writing, place, ['localhostProfile'], name));
  else if (old !== undefined) results.push(removeAt(writing, old));
  return joined(results);
}

const named = (type: string, name: string | undefined) => ({ type, ...(name !== undefined && { localhostProfile: name }) });

export function setSeccomp(writing: Writing, { profile, path }: Seccomp): Result {
  const field = writing.container.linux.seccomp;
  const to: Profile = { type: profile === 'custom' ? 'Localhost' : profile === 'default' ? 'RuntimeDefault' : 'Unconfined', name: path };
  const before = field?.state === 'written' ? field.value.before : undefined;
  const origin = writtenAt(field);
  if (origin === undefined || before === undefined) return setProfile(writing, 'seccompProfile', to, origin);
  // Beside the field the API server took no other word in the annotation while it counted, and now it does not count.
  const isOfPod = placeKey(placeOf(writing, origin))?.endsWith('/pod') === true;
  if (isOfPod) notePod(writing);
  const at = isOfPod ? writing.pod : writing.entry;
  return joined([
    dropPair(writing, origin, 'the annotation'),
    put(writing, at, ['securityContext', 'seccompProfile'], named(to.type, to.name)),
  ]);
}

const placeKey = (way: Way | undefined): string | undefined => {
  const spot = way?.spots.at(-1);
  return spot !== undefined && 'pair' in spot ? spot.pair.key.text : undefined;
};

export function setApparmor(writing: Writing, { profile, name }: AppArmor): Result {
  const origin = writtenAt(writing.container.process.apparmor);
  const place = origin === undefined ? undefined : placeOf(writing, origin);
  const to: Profile = { type: profile === 'named' ? 'Localhost' : profile === 'default' ? 'RuntimeDefault' : 'Unconfined', name };
  // The annotation counts before the pod's field, and older clusters know nothing else: it stays, with another word.
  if (place !== undefined && nodeAt(place).kind === 'scalar')
    return heldBy(nodeAt(place)) ?? setScalar(place, annotations[to.type] + (to.name ?? ''));
  return setProfile(writing, 'appArmorProfile', to, origin);
}

const annotations = { RuntimeDefault: 'runtime/default', Unconfined: 'unconfined', Localhost: 'localhost/' } as const;

/** Without parts: the engine's own label, for which nothing is written. */
export function setSelinux(writing: Writing, to: Selinux): Result {
  if (to.disabled) return 'Kubernetes has no word for a container without a label';
  const field = writing.container.process.selinux;
  const parts = (['user', 'role', 'type', 'level'] as const).flatMap((part) => (to[part] === undefined ? [] : [[part, to[part]] as const]));
  if (parts.length === 0) {
    if (isPods(writing, writtenAt(field))) notePod(writing);
    return dropPair(writing, writtenAt(field), 'seLinuxOptions');
  }
  return joined(parts.map(([part, value]) => setSecurity(writing, ['seLinuxOptions', part], value, field)));
}
