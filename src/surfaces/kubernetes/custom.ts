import { getPair, itemsOf, pairsOf, type YamlMap, type YamlNode } from '../../text/yaml/node.ts';
import { argoPod } from './argo.ts';
import type { CustomPod } from './custom-pod.ts';
import { stringOf } from './typed.ts';

/** No pod template of a known operator lies deeper. */
const depthLimit = 12;

/**
 * The plain pods of an object whose kind is not the API's own: every mapping with a list `containers` of which each entry
 * has a name and an image (Argo Rollout, Knative Service, OpenShift DeploymentConfig, operators' podTemplate), and the
 * templates of an Argo workflow with their single `container` or `script`. A list that only patches what an operator
 * makes (entries without image) is not plain and declares nothing here.
 */
export function customPods(object: YamlMap): CustomPod[] {
  const found: CustomPod[] = [];
  const seen = new Set<YamlNode>();
  const version = stringOf(getPair(object, 'apiVersion')?.value ?? object) ?? '';
  const workflow = version.startsWith('argoproj.io/');
  const nameless = version.startsWith('serving.knative.dev/');
  const visit = (node: YamlNode, parent: YamlMap | undefined, outer: YamlMap | undefined, depth: number): void => {
    if (depth > depthLimit || node.kind === 'scalar' || seen.has(node)) return;
    seen.add(node);
    if (node.kind === 'seq') {
      for (const item of itemsOf(node)) visit(item, parent, outer, depth + 1);
      return;
    }
    if (isPodSpec(node, nameless)) {
      found.push({ metadata: parent && getPair(parent, 'metadata')?.value, spec: node, claims: new Set() });
      return;
    }
    const pod = workflow ? argoPod(node, outer) : undefined;
    if (pod !== undefined) {
      found.push(pod);
      return;
    }
    for (const { key, value } of pairsOf(node)) {
      // `status` repeats what the cluster saw, and an annotation holds text.
      if (key.text !== 'status' && key.text !== 'metadata') visit(value, node, key.text === 'templates' ? node : outer, depth + 1);
    }
  };
  visit(object, undefined, undefined, 0);
  return found;
}

/** Knative names a container that has no name itself ("user-container"); elsewhere an entry without one is no container. */
function isPodSpec(map: YamlMap, nameless: boolean): boolean {
  const containers = getPair(map, 'containers')?.value;
  if (containers?.kind !== 'seq' || containers.items.length === 0) return false;
  return containers.items.every((node) => node.kind === 'map' && (nameless || isNamed(node)) && hasImage(node));
}

const isNamed = (node: YamlMap): boolean => getPair(node, 'name')?.value.kind === 'scalar';

export const hasImage = (node: YamlMap): boolean => {
  const image = getPair(node, 'image')?.value;
  return image?.kind === 'scalar' && image.text !== '';
};
