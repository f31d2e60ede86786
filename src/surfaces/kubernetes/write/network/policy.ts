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
  const services = servicesOf(manifest);
  const ingress = ingressOf(manifest, template, services);
  const egress = egressOf(template, services);
  if (directions.includes('ingress') && ingress.length === 0)
    notes.add(`Nothing in the file reaches ${name}: add to the ingress of its policy who does.`);
  if (directions.includes('egress'))
    notes.add(`The egress of the policy ${name} holds names (DNS) and the Services that the file names: add what else it reaches.`);
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

function ingressOf({ pods }: Manifest, template: PodTemplate, services: readonly Service[]): YamlValue[] {
  const labels = labelsOf(template);
  const own = services.filter((service) => service.namespace === template.namespace && selects(service.selector, labels));
  const outside = own.filter((service) => service.outside);
  const rules: YamlValue[] = outside.length === 0 ? [] : [{ ports: portsOf(outside) }];
  for (const other of pods.map((pod) => pod.template)) {
    const used = usedBy(other, own).filter((service) => !service.outside);
    const from = labelsOf(other);
    if (other.spec === template.spec || used.length === 0 || from.size === 0) continue;
    rules.push({ from: [peer(from, other.namespace, template.namespace)], ports: portsOf(used) });
  }
  return rules;
}

function egressOf(template: PodTemplate, services: readonly Service[]): YamlValue[] {
  const names = { to: [{ namespaceSelector: namespaceOf('kube-system') }], ports: [dns('UDP'), dns('TCP')] };
  const used = usedBy(template, services).map((service) => ({
    to: [peer(service.selector, service.namespace, template.namespace)],
    ports: portsOf([service]),
  }));
  return [names, ...used];
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
