import type { Container } from '../../model/index.ts';
import type { YamlMap } from '../../text/yaml/node.ts';
import type { Accounts } from './accounts.ts';
import { containerOf, type Role } from './container.ts';
import { hasImage } from './custom.ts';
import type { PodTemplate } from './documents.ts';
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
  const pod = podOf(notes, template, accounts);
  return entries.map(({ node, role }) => containerOf(notes, pod, node, role, idOf));
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
