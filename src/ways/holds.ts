import type { Container, Hold } from '../model/index.ts';

/** The host itself, and one of its ordinary users. */
export const host: Hold = { id: 'host', kind: 'host', title: 'root on the host' };
export const hostUser: Hold = { id: 'host-user', kind: 'host user', title: 'an ordinary user of the host' };
export const cluster: Hold = { id: 'cluster', kind: 'cluster', title: "the cluster's API" };
export const hostNetwork: Hold = { id: 'network', kind: 'network', title: "the host's network" };

type Whose = Pick<Container, 'id' | 'name'>;

export const inside = (whose: Whose): Hold => ofOne(whose).inside;
export const root = (whose: Whose): Hold => ofOne(whose).root;

/** Nearly every step joins one of the two, and a graph asks for them by id: the same string is the quickest. */
let last: { readonly whose: Whose; readonly inside: Hold; readonly root: Hold } | undefined;

function ofOne(whose: Whose): NonNullable<typeof last> {
  if (last?.whose === whose) return last;
  const { id, name } = whose;
  last = {
    whose,
    inside: { id: `inside:${id}`, kind: 'inside', title: `inside ${name}`, container: id },
    root: { id: `root:${id}`, kind: 'root', title: `root in ${name}`, container: id },
  };
  return last;
}

export const capability = ({ id, name }: Whose, which: string): Hold => ({
  id: `capability:${id}:${which}`,
  kind: 'capability',
  title: `${which} in ${name}`,
  container: id,
});

/** `what` as a gerund: "mounting". */
export const ability = ({ id, name }: Whose, which: string, what: string): Hold => ({
  id: `ability:${id}:${which}`,
  kind: 'ability',
  title: `${what} in ${name}`,
  container: id,
});

/** What lies behind it belongs to nobody in particular where it is the host's. */
export const secret = ({ id, name }: Whose, which: string, title: string): Hold => ({
  id: `secret:${id}:${which}`,
  kind: 'secret',
  title: `${title} (${name})`,
  container: id,
});

export const shared = (id: string, title: string): Hold => ({ id: `shared:${id}`, kind: 'shared', title });
