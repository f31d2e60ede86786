import { type NetworkPolicy, type Origin, type PolicySpec, type Source, unknown, written } from '../../model/index.ts';
import { originOf, originOfPair, type YamlMap } from '../../text/yaml/node.ts';
import { type ApiObject, groupOf } from './documents.ts';
import { checkKeys } from './keys.ts';
import { everything, selectorAt } from './label-selector.ts';
import type { Notes } from './notes.ts';
import { rulesOf, typesOf } from './policy-rules.ts';
import type { TemplatePart } from './templates.ts';
import { mapAt, pairAt, textAt } from './typed.ts';

/** extensions/v1beta1 had the same shape until 1.16 took it away. */
const ownGroups = new Set(['networking.k8s.io', 'extensions']);

/**
 * Other kinds that restrict the network of pods, by API group, and whether each is for the whole cluster: cilium.io/v2,
 * crd.projectcalico.org/v1 and projectcalico.org/v3, policy.networking.k8s.io/v1alpha1 and v1alpha2, crd.antrea.io/v1beta1.
 */
const otherKinds: Readonly<Record<string, Readonly<Record<string, boolean>>>> = {
  'cilium.io': { CiliumNetworkPolicy: false, CiliumClusterwideNetworkPolicy: true },
  'crd.projectcalico.org': { NetworkPolicy: false, GlobalNetworkPolicy: true },
  'projectcalico.org': { NetworkPolicy: false, GlobalNetworkPolicy: true },
  'policy.networking.k8s.io': { AdminNetworkPolicy: true, BaselineAdminNetworkPolicy: true, ClusterNetworkPolicy: true },
  'crd.antrea.io': { NetworkPolicy: false, ClusterNetworkPolicy: true },
};

const specKeys: ReadonlySet<string> = new Set(['podSelector', 'policyTypes', 'ingress', 'egress']);

/** The network policies among the objects of a text, and those that are still templates. */
export const policiesOf = (
  notes: Notes,
  source: Source,
  objects: readonly ApiObject[],
  templates: readonly TemplatePart[],
): readonly NetworkPolicy[] => [
  ...objects.flatMap((object) => policyOf(notes, object) ?? []),
  ...templates.flatMap((part) => templateOf(source, part) ?? []),
];

function policyOf(notes: Notes, { node, kind }: ApiObject): NetworkPolicy | undefined {
  if (!kind.endsWith('NetworkPolicy')) return undefined;
  const group = groupOf(node);
  const metadata = mapAt(notes, node, 'metadata');
  const name = pairAt(metadata, 'name') ?? pairAt(metadata, 'generateName');
  const namespace = textAt(notes, metadata, 'namespace');
  const head = {
    kind,
    name: name?.value.kind === 'scalar' ? name.value.text : 'without a name',
    origin: name === undefined ? originOf(node) : originOfPair(name),
    ...(namespace && { namespace }),
  };
  if (kind === 'NetworkPolicy' && ownGroups.has(group)) return { ...head, clusterWide: false, spec: specOf(notes, node, head.origin) };
  const clusterWide = Object.hasOwn(otherKinds, group) ? otherKinds[group]?.[kind] : undefined;
  if (clusterWide === undefined) return undefined;
  const called = kind === 'NetworkPolicy' ? `${kind} of ${group}` : kind;
  return { ...head, clusterWide, spec: unknown(`a ${called} is not read`, head.origin) };
}

function specOf(notes: Notes, node: YamlMap, origin: Origin): NetworkPolicy['spec'] {
  const spec = mapAt(notes, node, 'spec');
  if (spec === undefined) {
    notes.tell(node, 'a NetworkPolicy needs a spec; the API server refuses it');
    return unknown('it has no spec', origin);
  }
  checkKeys(notes, spec, specKeys, 'the spec of a NetworkPolicy');
  const egress = rulesOf(notes, spec, 'egress');
  const value: PolicySpec = {
    selects: selectorAt(notes, spec, 'podSelector') ?? everything(originOf(spec)),
    types: typesOf(notes, spec, egress.length),
    writes: (['ingress', 'egress'] as const).filter((direction) => pairAt(spec, direction) !== undefined),
    ingress: rulesOf(notes, spec, 'ingress'),
    egress,
  };
  return written(value, origin);
}

/** A document that is a template and no YAML yet, and says that it is a policy. */
function templateOf(source: Source, { start, end }: TemplatePart): NetworkPolicy | undefined {
  const text = source.text.slice(start, end);
  const kind = /^kind:[ \t]*["']?(\w{0,60}NetworkPolicy)\b/m.exec(text);
  if (kind?.[1] === undefined) return undefined;
  const at = start + kind.index;
  const origin = { source, start: at, end: at + kind[0].length };
  const clusterWide = /Global|Cluster|Admin/.test(kind[1]);
  return { kind: kind[1], name: 'in a template', origin, clusterWide, template: true, spec: unknown('a template is not yet YAML', origin) };
}
