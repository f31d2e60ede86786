import type { Ground, HoldKind, WayChange } from '../../model/index.ts';
import { lineOf } from '../text/place.ts';
import { list } from '../text/words.ts';
import type { ToldWay } from './atlas.ts';

/** "CAP_SYS_ADMIN is added (compose.yaml:15)", "nobody sets another user (Docker 29 default)". */
export function groundText({ detail, place, from, view }: Ground): string {
  const who = from?.replace(/ \(([^()]*)\)$/, ', $1');
  const why = [...(who === undefined ? [] : [who]), ...(place === undefined ? [] : [lineOf(place)])];
  const known = view === 'unknown' && why.length === 0 ? ['not known'] : why;
  return known.length === 0 ? detail : `${detail} (${known.join(', ')})`;
}

/** "remove privileged", "cap_drop: [ALL] and user: 1000"; the measure's name where there is no word for it. */
export const changeText = ({ control, remedy }: WayChange): string =>
  remedy === undefined ? `turn ${control} on` : remedy.length === 1 ? (remedy[0] ?? '') : list(remedy);

/** After a container's name. */
const reach: Readonly<Record<HoldKind, readonly [sure: string, perhaps: string]>> = {
  inside: ['can get into another container', 'may be able to get into another container'],
  root: ['is root', 'may be root'],
  capability: ['has a capability', 'may have a capability'],
  ability: ['has an ability', 'may have an ability'],
  shared: ['reaches what is shared', 'may reach what is shared'],
  host: ['can become root on the host', 'may be able to become root on the host'],
  'host user': ['can become an ordinary user of the host', 'may be able to become an ordinary user of the host'],
  cluster: ['can speak to the API of the cluster', 'may be able to speak to the API of the cluster'],
  secret: ['can read a secret', 'may be able to read a secret'],
  network: ["is in the host's network", "may be in the host's network"],
};

/** "can become root on the host". */
export const reachText = ({ goal, way }: Pick<ToldWay, 'goal' | 'way'>): string => reach[goal.kind][way.certainty === 'open' ? 0 : 1];
