import { posix } from 'node:path';
import type { Source } from '../model/index.ts';
import { get, itemsOf, pairsOf, type YamlNode, type YamlScalar } from '../text/yaml/node.ts';
import { parseYaml } from '../text/yaml/parse.ts';
import { asText } from '../text/yaml/value.ts';

/** kustomize 5.7 api/konfig: the names that it looks for, in this order. */
export const kustomizationNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const;

export const isKustomizationName = (name: string): boolean => kustomizationNames.some((known) => known === name);

/**
 * Something outside of the file that a kustomization names. `resource` and `component` may be a folder with a kustomization;
 * `patch` is a file that changes objects; `part` is any other file that goes into the result.
 */
export interface Reference {
  readonly use: 'resource' | 'component' | 'patch' | 'part';
  /** As written. */
  readonly entry: string;
  readonly at: { readonly start: number; readonly end: number };
}

export interface Kustomization {
  readonly folder: string;
  readonly source: Source;
  readonly component: boolean;
  readonly references: readonly Reference[];
  /** Patches whose text stands in the kustomization itself. */
  readonly patches: readonly YamlScalar[];
  /** Where it asks for a chart to be rendered, if it does. */
  readonly chart?: { readonly start: number };
}

/** Undefined: the file is no kustomization of kustomize's own (Flux has a kind of the same name). What is wrong in it is kustomize's to say. */
export function readKustomization(source: Source): Kustomization | undefined {
  const root = parseYaml(source).documents[0];
  const version = asText(get(root, 'apiVersion'));
  if (version !== undefined && !version.startsWith('kustomize.config.k8s.io/')) return undefined;
  const chart = pairsOf(root).find(({ key }) => key.text === 'helmCharts' || key.text === 'helmChartInflationGenerator')?.key;
  return {
    folder: posix.dirname(source.path),
    source,
    component: asText(get(root, 'kind')) === 'Component',
    references: [...listsOf(root), ...patchesOf(root), ...generatorsOf(root), ...refer('part', get(get(root, 'openapi'), 'path'))],
    patches: inlinePatches(root),
    ...(chart === undefined ? {} : { chart }),
  };
}

const refer = (use: Reference['use'], node: YamlNode | undefined): Reference[] =>
  node?.kind === 'scalar' && node.text !== '' && !node.text.includes('\n') ? [{ use, entry: node.text, at: node }] : [];

/** Keys that hold a list of paths. Generators, transformers and validators may hold objects instead, over several lines. */
const lists: Readonly<Record<string, Reference['use']>> = {
  resources: 'resource',
  bases: 'resource',
  components: 'component',
  generators: 'resource',
  transformers: 'resource',
  validators: 'resource',
  crds: 'part',
  configurations: 'part',
  patchesStrategicMerge: 'patch',
};

const listsOf = (root: YamlNode | undefined): Reference[] =>
  Object.entries(lists).flatMap(([key, use]) => itemsOf(get(root, key)).flatMap((item) => refer(use, item)));

const patchLists = ['patches', 'patchesJson6902'];

const patchesOf = (root: YamlNode | undefined): Reference[] => [
  ...patchLists.flatMap((key) => itemsOf(get(root, key)).flatMap((item) => refer('patch', get(item, 'path')))),
  ...itemsOf(get(root, 'replacements')).flatMap((item) => refer('part', get(item, 'path'))),
];

/** Patches written into the kustomization: strategic merges and lists of JSON patch operations. */
function inlinePatches(root: YamlNode | undefined): YamlScalar[] {
  const nodes = [
    ...patchLists.flatMap((key) => itemsOf(get(root, key)).map((item) => get(item, 'patch'))),
    ...itemsOf(get(root, 'patchesStrategicMerge')),
  ];
  return nodes.filter((node): node is YamlScalar => node?.kind === 'scalar' && node.style === 'block');
}

/** Files of a generator are written `name=path` or `path`. */
function generatorsOf(root: YamlNode | undefined): Reference[] {
  const generators = ['configMapGenerator', 'secretGenerator'].flatMap((key) => itemsOf(get(root, key)));
  return generators
    .flatMap((generator) => [
      ...['files', 'envs'].flatMap((key) => itemsOf(get(generator, key)).flatMap((item) => refer('part', item))),
      ...refer('part', get(generator, 'env')),
    ])
    .map((reference) => ({ ...reference, entry: reference.entry.slice(reference.entry.indexOf('=') + 1) }));
}
