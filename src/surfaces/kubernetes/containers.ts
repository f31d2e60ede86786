import type { Container } from '../../model/index.ts';
import { pairsOf, type YamlMap } from '../../text/yaml/node.ts';
import type { Accounts } from './accounts.ts';
import { containerOf, type Role } from './container.ts';
import type { PodTemplate } from './documents.ts';
import { hasImage } from './has-image.ts';
import type { Notes } from './notes.ts';
import { podOf } from './pod.ts';
import { mapsAt } from './typed.ts';

const lists: readonly (readonly [string, Role])[] = [
  ['containers', 'main'],
  ['initContainers', 'init'],
  ['ephemeralContainers', 'ephemeral'],
];

/** Every container of a pod; `idOf` makes an id out of a name. */
export function containersOf(notes: Notes, template: PodTemplate, accounts: Accounts, idOf: (name: string) => string): Container[] {
  const entries = lists.flatMap(([key, role]) => mapsAt(notes, template.spec, key).map((node) => ({ node, role })));
  if (template.builtin && entries.some(({ node }) => !hasImage(node))) return refusePatch(notes, entries);
  if (template.builtin && entries.length === 0) return refuseEmpty(notes, template.spec);
  const pod = podOf(notes, template, accounts);
  return entries.map((entry, index) => containerOf(notes, pod, { ...entry, leads: index === 0 }, idOf));
}

/** Fields of a pod that none of the measures is about: a patch of nothing else hides nothing. */
const indifferent = new Set(
  (
    'affinity nodeSelector nodeName tolerations topologySpreadConstraints schedulerName priorityClassName priority preemptionPolicy ' +
    'restartPolicy terminationGracePeriodSeconds activeDeadlineSeconds imagePullSecrets dnsPolicy dnsConfig hostAliases readinessGates ' +
    'schedulingGates enableServiceLinks hostname subdomain setHostnameAsFQDN'
  ).split(' '),
);

/** A pod without containers is no object either; what it says is a part of another. */
function refuseEmpty(notes: Notes, spec: YamlMap): [] {
  // A list of containers that is mistyped has been told.
  const telling = pairsOf(spec).find(({ key, value }) => !indifferent.has(key.text) && (value.kind === 'seq' || key.text !== 'containers'));
  if (telling !== undefined) {
    notes.tell(
      telling.key,
      'a pod without containers: this looks like a patch and is not judged by itself; check the rendered overlay (kubectl kustomize DIR | bulkhead check -)',
    );
  }
  return [];
}

/** A container without image is a part of an object: what the rest says stands elsewhere. */
function refusePatch(notes: Notes, entries: readonly { node: YamlMap }[]): [] {
  const partial = entries.find(({ node }) => !hasImage(node));
  if (partial === undefined) return [];
  notes.tell(
    partial.node,
    'a container without image: this looks like a patch and is not judged by itself; check the rendered overlay (kubectl kustomize DIR | bulkhead check -)',
  );
  return [];
}
