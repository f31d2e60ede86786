import { getPair, itemsOf, pairsOf, type YamlMap, type YamlNode, type YamlPair } from '../../text/yaml/node.ts';
import { argoPod } from './argo.ts';
import type { CustomPod } from './custom-pod.ts';
import { hasImage } from './has-image.ts';
import { tektonPods } from './tekton.ts';
import { stringOf } from './typed.ts';

/** No pod template of a known operator lies deeper. */
const depthLimit = 12;

/** What an object whose kind is not the API's own declares. */
export interface CustomObject {
  readonly pods: readonly CustomPod[];
  /** The first place that speaks of containers by their image, in a form that is none of those that are read here. */
  readonly unread?: YamlPair;
}

/**
 * The plain pods of an object whose kind is not the API's own: every mapping with a list `containers` of which each entry
 * has a name and an image (Argo Rollout, Knative Service, OpenShift DeploymentConfig, operators' podTemplate), the
 * templates of an Argo workflow with their single `container` or `script`, and the steps of Tekton's tasks. A list that only patches what
 * an operator makes (entries without image) is not plain and declares nothing here.
 */
export function customObject(object: YamlMap): CustomObject {
  const version = stringOf(getPair(object, 'apiVersion')?.value ?? object) ?? '';
  const group = version.split('/', 1)[0] ?? '';
  if (patterns.has(group)) return { pods: [] };
  if (group === 'tekton.dev') {
    const pods = tektonPods(object, stringOf(getPair(object, 'kind')?.value ?? object) ?? '');
    const spec = getPair(object, 'spec');
    return { pods, ...(pods.length === 0 && spec !== undefined && holdsSteps(spec.value) ? { unread: spec } : {}) };
  }
  const found: CustomPod[] = [];
  const seen = new Set<YamlNode>();
  const workflow = group === 'argoproj.io';
  const nameless = group === 'serving.knative.dev';
  let unread: YamlPair | undefined;
  const visit = (node: YamlNode, parent: YamlMap | undefined, outer: YamlMap | undefined, path: readonly string[]): void => {
    if (path.length > depthLimit || node.kind === 'scalar' || seen.has(node)) return;
    seen.add(node);
    if (node.kind === 'seq') {
      for (const item of itemsOf(node)) visit(item, parent, outer, [...path, '']);
      return;
    }
    const pod = podOf(node, parent);
    if (pod !== undefined) {
      found.push(pod);
      return;
    }
    const custom = workflow ? argoPod(node, outer) : undefined;
    if (custom !== undefined) {
      found.push(custom);
      return;
    }
    for (const pair of pairsOf(node)) {
      const { text } = pair.key;
      // `status` repeats what the cluster saw, and an annotation holds text.
      if (text === 'status' || text === 'metadata') continue;
      const before = found.length;
      visit(pair.value, node, text === 'templates' ? node : outer, [...path, text]);
      if (found.length === before && places.has(text) && namesImage(pair.value) && !path.some((key) => ofCharts.has(key))) unread ??= pair;
    }
  };
  const podOf = (node: YamlMap, parent: YamlMap | undefined): CustomPod | undefined =>
    isPodSpec(node, nameless) ? { metadata: parent && getPair(parent, 'metadata')?.value, spec: node, claims: new Set() } : undefined;
  visit(object, undefined, undefined, []);
  return { pods: found, ...(unread === undefined ? {} : { unread }) };
}

/** Groups of objects that hold patterns of containers, or their schema, and none themselves. */
const patterns = new Set(
  ['apiextensions.k8s.io', 'admissionregistration.k8s.io', 'kyverno.io', 'policies.kyverno.io'].concat(
    ['templates', 'constraints', 'mutations'].map((kind) => `${kind}.gatekeeper.sh`),
  ),
);

/** Keys under which objects of every kind say what they run. */
const places = new Set(['containers', 'initContainers', 'sidecars', 'container', 'steps', 'buildSteps', 'podTemplate']);

/** What a chart is given becomes containers only when it is rendered (Flux HelmRelease, Argo CD Application). */
const ofCharts = new Set(['values', 'valuesObject']);

/** Steps that name an image, of which nothing came. */
const holdsSteps = (spec: YamlNode): boolean => {
  const task = getPair(spec, 'taskSpec')?.value ?? spec;
  return itemsOf(getPair(task, 'steps')?.value).some(hasImage);
};

const namesImage = (node: YamlNode): boolean =>
  hasImage(node) || [...itemsOf(node), ...pairsOf(node).map(({ value }) => value)].some(hasImage);

/** Knative names a container that has no name itself ("user-container"); elsewhere an entry without one is no container. */
function isPodSpec(map: YamlMap, nameless: boolean): boolean {
  const containers = getPair(map, 'containers')?.value;
  if (containers?.kind !== 'seq' || containers.items.length === 0) return false;
  return containers.items.every((node) => node.kind === 'map' && (nameless || isNamed(node)) && hasImage(node));
}

const isNamed = (node: YamlMap): boolean => getPair(node, 'name')?.value.kind === 'scalar';
