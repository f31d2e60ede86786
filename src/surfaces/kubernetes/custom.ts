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
  if (group === 'tekton.dev') return { pods: tektonPods(object, stringOf(getPair(object, 'kind')?.value ?? object) ?? '') };
  const found: CustomPod[] = [];
  const seen = new Set<YamlNode>();
  const workflow = group === 'argoproj.io';
  const nameless = group === 'serving.knative.dev';
  let unread: YamlPair | undefined;
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
    for (const pair of pairsOf(node)) {
      const { key, value } = pair;
      // `status` repeats what the cluster saw, and an annotation holds text.
      if (key.text === 'status' || key.text === 'metadata') continue;
      const before = found.length;
      visit(value, node, key.text === 'templates' ? node : outer, depth + 1);
      // What a chart is given becomes containers only when it is rendered.
      if (found.length === before && places.has(key.text) && namesImage(value) && !isWithinValues(node, object)) unread ??= pair;
    }
  };
  visit(object, undefined, undefined, 0);
  return { pods: found, ...(unread === undefined ? {} : { unread }) };
}
