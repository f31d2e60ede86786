import { type Container, knownValue } from '../../model/index.ts';

/** What is declared about the way out, each as a clause. `internal`: those of its networks that the engine says to have none. */
export function declaredEgress({ linux, policies }: Container, internal: readonly string[]): readonly string[] {
  const mode = knownValue(linux.namespaces.network)?.mode;
  const selecting = (policies?.selecting ?? []).flatMap(({ name, spec }) =>
    knownValue(spec.types)?.includes('egress') === true ? [name] : [],
  );
  return [
    ...(mode === 'none' ? ['it has no network'] : []),
    ...internal.map((name) => `the network ${name} is internal`),
    // A twin runs without the cluster's network plugin.
    ...(selecting.length === 0
      ? []
      : [`the network policies ${selecting.join(', ')} restrict it in a cluster, which nothing here carries out`]),
  ];
}
