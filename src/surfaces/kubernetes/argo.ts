import { getPair, itemsOf, pairsOf, type YamlMap, type YamlNode, type YamlPair } from '../../text/yaml/node.ts';
import type { CustomPod } from './custom-pod.ts';

/** Fields of an Argo workflow's spec that every pod of it gets, a template's own winning (argoproj.io/v1alpha1 WorkflowSpec, Template). */
const handedDown = new Set(['securityContext', 'hostNetwork', 'serviceAccountName', 'automountServiceAccountToken']);

/**
 * A template of an Argo workflow as the pod that it becomes: its `container` or `script` under the template's name, with
 * its init containers and sidecars. Undefined: it runs no container of its own (steps, dag, a containerSet).
 */
export function argoPod(template: YamlMap, workflow: YamlMap | undefined): CustomPod | undefined {
  const main = getPair(template, 'container') ?? getPair(template, 'script');
  const name = getPair(template, 'name');
  if (main?.value.kind !== 'map' || name === undefined || getPair(main.value, 'image') === undefined) return undefined;
  const own = pairsOf(main.value).filter(({ key }) => key.text !== 'name' && key.text !== 'source');
  const container: YamlMap = { ...shell(main.value), pairs: [name, ...own] };
  const sidecars = itemsOf(getPair(template, 'sidecars')?.value);
  const pairs = [
    ...pairsOf(workflow).filter(({ key }) => handedDown.has(key.text)),
    ...pairsOf(template).filter(({ key }) => handedDown.has(key.text) || key.text === 'initContainers'),
    ...listed(template, 'volumes', main, [...volumesOf(workflow), ...volumesOf(template)]),
    ...listed(template, 'containers', main, [container, ...sidecars]),
  ];
  return { metadata: getPair(template, 'metadata')?.value, spec: { ...shell(template), pairs }, claims: claimsOf(workflow) };
}

const volumesOf = (map: YamlMap | undefined): readonly YamlNode[] => itemsOf(map && getPair(map, 'volumes')?.value);

const claimsOf = (workflow: YamlMap | undefined): ReadonlySet<string> =>
  new Set(
    itemsOf(workflow && getPair(workflow, 'volumeClaimTemplates')?.value).flatMap((claim) => {
      const name = getPair(getPair(claim, 'metadata')?.value, 'name')?.value;
      return name?.kind === 'scalar' ? [name.text] : [];
    }),
  );

/** A node at the same place with nothing in it yet. */
const shell = ({ source, start, end }: YamlNode) => ({ kind: 'map', flow: false, source, start, end }) as const;

const listed = (at: YamlMap, key: string, { key: near }: YamlPair, items: readonly YamlNode[]): YamlPair[] => [
  {
    key: { ...near, text: key },
    value: { kind: 'seq', flow: false, source: at.source, start: at.start, end: at.end, items: [...items] },
  },
];
