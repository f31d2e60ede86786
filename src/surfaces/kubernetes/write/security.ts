import { type Field, knownValue, type Origin } from '../../../model/index.ts';
import { joined, type YamlValue } from '../../../text/yaml/edit/index.ts';
import { dropEntries, dropWays } from './entries.ts';
import { itemOf, liesIn, notePod, placeOf, put, type Result, type Write, type Writing, writtenAt } from './writing.ts';

/** Is it said by the pod for all its containers? */
export function isPods(writing: Writing, origin: Origin | undefined): boolean {
  const place = origin === undefined ? undefined : placeOf(writing, origin);
  return place !== undefined && liesIn(writing.pod, place) && !liesIn(writing.entry, place);
}

/** A key of the securityContext: of the pod's where the pod says it so far, otherwise of the container's own. */
export function setSecurity(writing: Writing, keys: readonly string[], value: YamlValue, like: Field<unknown> | undefined): Result {
  const pods = isPods(writing, writtenAt(like));
  if (pods) notePod(writing);
  return put(writing, pods ? writing.pod : writing.entry, ['securityContext', ...keys], value);
}

/** Who the container is: what the pod says of it is completed there. */
const identity = ({ container: { process } }: Writing): Field<unknown> | undefined =>
  [process.user, process.runAsNonRoot, process.group].find((field) => field?.state === 'written');

export const setIdentity =
  (key: 'runAsUser' | 'runAsGroup' | 'runAsNonRoot', field: (writing: Writing) => Field<unknown> | undefined): Write<number | boolean> =>
  (writing, to) =>
    setSecurity(writing, [key], to, field(writing) ?? identity(writing));

/** "uid" or "uid:gid". */
export function setUser(writing: Writing, to: string): Result {
  const [user, group] = to.split(':').map(Number);
  if (user === undefined || !Number.isInteger(user) || (group !== undefined && !Number.isInteger(group)))
    return `Kubernetes takes numbers only, and ${to} is none`;
  const stuck = folderOfNode(writing);
  if (stuck !== undefined)
    return `it may write ${stuck}, whose owner Kubernetes does not change (no fsGroup there): give that to ${to} first, or mount it readOnly`;
  notePostgres(writing);
  const { process } = writing.container;
  const own = setSecurity(writing, ['runAsUser'], user, process.user ?? identity(writing));
  return group === undefined ? own : joined([own, setSecurity(writing, ['runAsGroup'], group, process.group ?? process.user)]);
}

/** Volumes whose files keep their owner whatever fsGroup says: the plugins that call themselves not Managed (kubernetes pkg/volume). */
const unmanaged = new Set(['hostPath', 'nfs', 'cephfs', 'glusterfs']);

/** Where the container may write what is not the pod's own. */
function folderOfNode({ container: { mounts, pod } }: Writing): string | undefined {
  const starts = new Set(
    pod?.volumes.flatMap(({ kinds }) => kinds.flatMap((kind) => (unmanaged.has(knownValue(kind) ?? '') ? (kind.origin?.start ?? []) : []))),
  );
  const found = mounts.find(
    ({ type, readonly }) => type.origin !== undefined && starts.has(type.origin.start) && knownValue(readonly) !== true,
  );
  return found === undefined ? undefined : knownValue(found.destination);
}

/** initdb sets the bits of its folder, which only its owner may: the root of a volume with an fsGroup stays root's. */
function notePostgres({ container: { image, mounts, process }, notes }: Writing): void {
  const data = '/var/lib/postgresql/data';
  const isPostgres = /(?:^|\/)postgres(?:[:@]|$)/.test(knownValue(image.reference) ?? '');
  const isRoot = mounts.some(({ type, destination }) => knownValue(type) === 'claim' && knownValue(destination) === data);
  if (isPostgres && isRoot && !process.env.some(({ name }) => name === 'PGDATA'))
    notes.add(
      `A new volume at ${data} belongs to root, and initdb refuses it: set PGDATA to a folder below. One that holds a database already belongs to its user and stays as it is.`,
    );
}

export function setEscalation(writing: Writing, to: boolean): Result {
  const { privileged } = writing.container;
  if (to && privileged?.state === 'written' && privileged.value && !writing.puts.some(({ keys }) => keys.includes('privileged')))
    return 'the API server refuses it beside privileged: true: take that away first';
  return put(writing, writing.entry, ['securityContext', 'allowPrivilegeEscalation'], !to);
}

/** fsGroup is one of them, and stands by itself. */
export function removeGroups(writing: Writing, to: readonly string[]): Result {
  const origins = (writing.container.process.additionalGroups ?? []).flatMap((group) =>
    group.state === 'written' && to.includes(String(group.value.gid)) ? [group.origin] : [],
  );
  notePod(writing);
  return dropEntries(writing, origins, to.join(', '));
}

export function removeSysctl(writing: Writing, { name }: { readonly name: string }): Result {
  const ways = writing.container.linux.sysctl.flatMap((one) => (one.name === name ? [itemOf(writing, one.origin)] : []));
  const known = ways.filter((way) => way !== undefined);
  if (known.length === 0 || known.length < ways.length) return `${name} is not written here`;
  notePod(writing);
  return dropWays(writing, known);
}
