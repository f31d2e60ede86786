import type { Certainty, Ground, HoldKind, WayChange } from '../../model/index.ts';
import { lineOf } from '../text/place.ts';
import { list } from '../text/words.ts';

/** "CAP_SYS_ADMIN is added (compose.yaml:15)", "nobody sets another user (Docker 29 default)". */
export function groundText({ detail, place, from, view }: Ground): string {
  const why = [...(from === undefined ? [] : [from]), ...(place === undefined ? [] : [lineOf(place)])];
  const known = view === 'unknown' && why.length === 0 ? ['not known'] : why;
  return known.length === 0 ? detail : `${detail} (${known.join(', ')})`;
}

/** "remove privileged", "cap_drop: [ALL] and user: 1000"; the measure's name where there is no word for it. */
export const changeText = ({ control, remedy }: WayChange): string =>
  remedy === undefined ? `turn ${control} on` : remedy.length === 1 ? (remedy[0] ?? '') : list(remedy);

/** After a container's name. */
export const reachText: Readonly<Record<HoldKind, string>> = {
  inside: 'reaches another container',
  root: 'is root',
  capability: 'has a capability',
  ability: 'has an ability',
  shared: 'reaches what is shared',
  host: 'can become root on the host',
  'host user': "can become the engine's user on the host",
  cluster: 'can speak to the API of the cluster',
  secret: 'can read a secret',
  network: "is in the host's network",
};

export const certaintyText: Readonly<Record<Certainty, string>> = { open: 'open', perhaps: 'perhaps', fault: 'by a fault' };
