import { get, itemsOf, pairsOf, type YamlNode } from '../../../../text/yaml/node.ts';
import { asInteger, asText } from '../../../../text/yaml/value.ts';
import type { Manifest } from '../manifest.ts';

/** A Service of the same file: what it selects, and through which ports. */
export interface Service {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly selector: ReadonlyMap<string, string>;
  readonly ports: readonly TargetPort[];
  /** Is it there for clients outside of the cluster? */
  readonly outside: boolean;
}

/** As the pods know it: a number, or the name of a container's port. */
export interface TargetPort {
  readonly port: number | string;
  readonly protocol: string;
}

export function servicesOf({ objects }: Manifest): readonly Service[] {
  return objects.filter(({ kind }) => kind === 'Service').flatMap(({ node }) => serviceOf(node) ?? []);
}

function serviceOf(node: YamlNode): Service | undefined {
  const metadata = get(node, 'metadata');
  const spec = get(node, 'spec');
  const name = asText(get(metadata, 'name'));
  const selector = textsOf(get(spec, 'selector'));
  // A Service without selector has its addresses from elsewhere.
  if (name === undefined || selector.size === 0) return undefined;
  const type = asText(get(spec, 'type'));
  return {
    name,
    namespace: asText(get(metadata, 'namespace')),
    selector,
    ports: itemsOf(get(spec, 'ports')).flatMap((port) => targetOf(port) ?? []),
    outside: type === 'LoadBalancer' || type === 'NodePort',
  };
}

/** The target is the port itself where none is written. */
function targetOf(port: YamlNode): TargetPort | undefined {
  const target = get(port, 'targetPort') ?? get(port, 'port');
  const number = asInteger(target);
  const name = asText(target);
  if (name === undefined) return undefined;
  return { port: number ?? name, protocol: asText(get(port, 'protocol')) ?? 'TCP' };
}

export const textsOf = (node: YamlNode | undefined): ReadonlyMap<string, string> =>
  new Map(pairsOf(node).map(({ key, value }) => [key.text, value.kind === 'scalar' ? value.text : '']));

/** Is every label of a selector there? */
export const selects = (selector: ReadonlyMap<string, string>, labels: ReadonlyMap<string, string>): boolean =>
  selector.size > 0 && [...selector].every(([key, value]) => labels.get(key) === value);
