import { type Container, knownValue } from '../../../model/index.ts';

/** Containers that must live in one pod: they share a network, processes or IPC, or were one pod already. The first one leads. */
export function podsOf(containers: readonly Container[]): readonly (readonly Container[])[] {
  const byName = new Map(containers.map((container) => [container.name, container]));
  const leader = new Map<Container, Container>(containers.map((container) => [container, container]));
  const find = (container: Container): Container => {
    let at = container;
    for (let next = leader.get(at); next !== undefined && next !== at; next = leader.get(at)) at = next;
    return at;
  };
  const groups = new Map<string, Container>();
  for (const container of containers) {
    for (const other of [...joined(container).map((name) => byName.get(name)), mate(container)]) {
      if (other !== undefined) leader.set(find(container), find(other));
    }
  }
  const pods = new Map<Container, Container[]>();
  for (const container of containers) {
    const first = find(container);
    pods.set(first, [...(pods.get(first) ?? []), container]);
  }
  return [...pods].map(([first, members]) => [first, ...members.filter((member) => member !== first)]);

  /** An earlier container of the same pod. */
  function mate({ surface, group }: Container): Container | undefined {
    if (group === undefined || surface !== 'kubernetes') return undefined;
    const first = groups.get(group);
    if (first === undefined) groups.set(group, containers.find((one) => one.group === group && one.surface === surface) as Container);
    return first;
  }
}

function joined({ linux: { namespaces } }: Container): string[] {
  return [namespaces.network, namespaces.pid, namespaces.ipc].flatMap(
    (field) => /^(?:container|service):(.+)$/.exec(knownValue(field)?.with ?? '')?.[1] ?? [],
  );
}
