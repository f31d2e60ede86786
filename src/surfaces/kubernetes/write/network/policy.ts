import type { Direction, Settings } from '../../../../model/index.ts';
import { nodeAt, type YamlValue } from '../../../../text/yaml/edit/index.ts';
import { styleOf } from '../../../../text/yaml/edit/style.ts';
import { block } from '../../../../text/yaml/edit/value.ts';
import { get } from '../../../../text/yaml/node.ts';
import { asText } from '../../../../text/yaml/value.ts';
import type { PodTemplate } from '../../documents.ts';
import { isName } from '../environment.ts';
import type { Manifest } from '../manifest.ts';
import type { Result, Writing } from '../writing.ts';
import { usedBy } from './dependencies.ts';
import { withNeighbours } from './neighbours.ts';
import { type Service, selects, servicesOf, type TargetPort, textsOf } from './services.ts';

const types: Readonly<Record<Direction, string>> = { ingress: 'Ingress', egress: 'Egress' };

/** A policy of the pod's own, behind the document that declares it: nothing passes but what the file shows that the pod needs. */
export function addPolicy(writing: Writing, { directions }: Settings['networkPolicy']): Result {
  const { manifest, found, notes } = writing;
  const { template } = found;
  const { root } = writing.pod;
  const style = styleOf(root);
  if (style.json) return 'a file of JSON holds one object: write the policy into a file of its own';
  const name = freeName(manifest, template);
  if (name === undefined) return 'the policy would be called after the object, whose name is not known here';
  const labels = selectorOf(writing);
  if (typeof labels === 'string') return labels;
  const manifests = withNeighbours(manifest, writing.context);
  const services = manifests.flatMap(servicesOf);
  const named = ingressOf(manifests, template, services);
  const own = ownOf(template, services);
  const ingress = named.length > 0 ? named : callersUnknown(own);
  const egress = egressOf(template, services);
  if (directions.includes('ingress')) notes.add(noteOfIngress(name, named.length > 0, own));
  if (directions.includes('egress'))
    notes.add(
      `The egress of the policy ${name} holds names (DNS) and the Services that the pod itself names: the internet, databases outside and the API server are cut off until they are added.`,
    );
  const policy: YamlValue = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, ...(template.namespace !== undefined && { namespace: template.namespace }) },
    spec: {
      podSelector: { matchLabels: Object.fromEntries(labels) },
      policyTypes: directions.map((direction) => types[direction]),
      ...(directions.includes('ingress') && ingress.length > 0 && { ingress }),
      ...(directions.includes('egress') && { egress }),
    },
  };
  return behind(writing, block(policy, 0, style));
}

const ownOf = ({ namespace, metadata }: PodTemplate, services: readonly Service[]): readonly Service[] =>
  services.filter((service) => service.namespace === namespace && selects(service.selector, textsOf(get(metadata, 'labels'))));

/** What may break, and where to look. */
function noteOfIngress(name: string, isNamed: boolean, own: readonly Service[]): string {
  if (isNamed) return `The ingress of the policy ${name} lets in only whom the files name: add whoever else reaches it.`;
  const [service] = own;
  return service === undefined
    ? `No Service of this folder's files selects ${name}: its policy lets nobody in until you add to the ingress who reaches it.`
    : `Nobody in this folder's files names the Service ${service.name}: the policy ${name} lets in every pod of the namespace through its ports; narrow it to who needs it, and add who comes from elsewhere.`;
}

/** `---` and the policy, before the next document or at the end of the text. */
function behind({ manifest: { source, documents }, pod }: Writing, policy: string): Result {
  const { text } = source;
  const { root } = pod;
  const marker = /^(?:---|\.\.\.)(?=\s|$)/gm;
  marker.lastIndex = Math.max(root.end, nodeAt(pod).end);
  const next = marker.exec(text)?.index;
  if (next === undefined) {
    const broken = text.endsWith('\n') ? '' : '\n';
    return [{ source, start: text.length, end: text.length, text: `${broken}---\n${policy}\n` }];
  }
  const following = documents.find(({ start }) => start > next);
  const within = { start: root.start, end: following?.start ?? text.length };
  return [{ source, start: next, end: next, text: `---\n${policy}\n`, within: { start: next, end: Math.min(within.end, next + 3) } }];
}

/** What the object itself selects its pods by; a pod on its own, all its labels. */
function selectorOf({ found, container }: Writing): ReadonlyMap<string, string> | string {
  const spec = get(found.object.node, 'spec');
  const selector = get(spec, 'selector');
  const chosen = found.template.kind === 'Pod' ? new Map<string, string>() : textsOf(get(selector, 'matchLabels') ?? selector);
  const labels = new Map<string, string>();
  for (const [key, field] of container.pod?.labels ?? []) {
    if (field.state === 'unknown') return `its label ${key} is filled in elsewhere: write the policy there`;
    labels.set(key, field.value);
  }
  if (labels.size === 0) return 'the pod has no labels that a policy could select it by: give it some';
  return selects(chosen, labels) ? chosen : labels;
}

/** The name of the object, or one beside it that no policy has. */
function freeName({ objects }: Manifest, { name, kind }: PodTemplate): string | undefined {
  if (!isName(name) || name === 'unnamed') return undefined;
  const taken = new Set(
    objects.filter((object) => object.kind === 'NetworkPolicy').map(({ node }) => asText(get(get(node, 'metadata'), 'name'))),
  );
  const names = [name, `${name}-${kind.toLowerCase()}`, ...Array.from({ length: taken.size }, (_, index) => `${name}-${index + 2}`)];
  return names.find((one) => !taken.has(one));
}

const labelsOf = ({ metadata }: PodTemplate): ReadonlyMap<string, string> => textsOf(get(metadata, 'labels'));

function ingressOf(manifests: readonly Manifest[], template: PodTemplate, services: readonly Service[]): YamlValue[] {
  const own = ownOf(template, services);
  const outside = own.filter((service) => service.outside);
  const rules: YamlValue[] = outside.length === 0 ? [] : [{ ports: portsOf(outside) }];
  // Replicas that call each other by name use ports that no Service shows.
  const itself = JSON.stringify(peer(labelsOf(template), undefined, undefined));
  const callsItself = usedBy(template, own).length > 0;
  if (callsItself) rules.push({ from: [peer(labelsOf(template), undefined, undefined)] });
  for (const other of manifests.flatMap(({ pods }) => pods.map((pod) => pod.template))) {
    const used = usedBy(other, own).filter((service) => !service.outside);
    const from = labelsOf(other);
    if (other.spec === template.spec || used.length === 0 || from.size === 0) continue;
    const who = peer(from, other.namespace, template.namespace);
    if (callsItself && JSON.stringify(who) === itself) continue;
    const rule: YamlValue = { from: [who], ports: portsOf(used) };
    if (!rules.some((known) => JSON.stringify(known) === JSON.stringify(rule))) rules.push(rule);
  }
  return rules;
}

/** A Service whose callers no file names: whoever is in the namespace, through its ports. */
const callersUnknown = (own: readonly Service[]): YamlValue[] =>
  own.length === 0 ? [] : [{ from: [{ podSelector: {} }], ports: portsOf(own) }];

function egressOf(template: PodTemplate, services: readonly Service[]): YamlValue[] {
  const names = { to: [{ namespaceSelector: namespaceOf('kube-system') }], ports: [dns('UDP'), dns('TCP')] };
  const own = new Set(ownOf(template, services));
  const used = usedBy(template, services);
  const others = used
    .filter((service) => !own.has(service))
    .map((service) => ({ to: [peer(service.selector, service.namespace, template.namespace)], ports: portsOf([service]) }));
  const itself = used.some((service) => own.has(service)) ? [{ to: [peer(labelsOf(template), undefined, undefined)] }] : [];
  const all: YamlValue[] = [names, ...itself, ...others];
  return all.filter((rule, index) => all.findIndex((known) => JSON.stringify(known) === JSON.stringify(rule)) === index);
}

const dns = (protocol: string) => ({ port: 53, protocol });

/** The label that every namespace has (since 1.22). */
const namespaceOf = (name: string) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } });

const peer = (labels: ReadonlyMap<string, string>, namespace: string | undefined, own: string | undefined): YamlValue => ({
  ...(namespace !== undefined && namespace !== own && { namespaceSelector: namespaceOf(namespace) }),
  podSelector: { matchLabels: Object.fromEntries(labels) },
});

function portsOf(services: readonly Service[]): YamlValue[] {
  const ports = new Map<string, TargetPort>();
  for (const service of services) for (const port of service.ports) ports.set(`${port.port}/${port.protocol}`, port);
  return [...ports.values()].map(({ port, protocol }) => ({ port, ...(protocol !== 'TCP' && { protocol }) }));
}
