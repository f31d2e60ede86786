import { getPair, itemsOf, pairsOf, type YamlMap, type YamlNode, type YamlPair } from '../../text/yaml/node.ts';
import type { CustomPod } from './custom-pod.ts';
import { hasImage } from './has-image.ts';

/**
 * The pods of Tekton's objects (tekton.dev/v1 and v1beta1): of a Task, of each task that a Pipeline or a run spells out, and the step of a
 * StepAction. All steps of a task are containers of one pod, with its sidecars. What the run's podTemplate says holds for the pod; where no
 * run is written, it is not known here. Sources: tektoncd/pipeline pkg/pod/pod.go Build, pkg/apis/pipeline/v1 task_types.go,
 * container_types.go, merge.go and pipelinerun_types.go GetTaskRunSpec.
 */
export function tektonPods(object: YamlMap, kind: string): CustomPod[] {
  const spec = mapOf(object, 'spec');
  const metadata = getPair(object, 'metadata')?.value;
  if (spec === undefined) return [];
  if (kind === 'StepAction')
    return hasImage(spec) ? [{ metadata, spec: withPairs(spec, [listOf('containers', spec, [spec])]), claims: new Set() }] : [];
  if (kind === 'Task' || kind === 'ClusterTask') return podOf(spec, metadata, []);
  if (kind === 'TaskRun') {
    const task = mapOf(spec, 'taskSpec');
    return task === undefined ? [] : podOf(task, metadata, handedDown(spec));
  }
  const pipeline = kind === 'Pipeline' ? spec : mapOf(spec, 'pipelineSpec');
  if (pipeline === undefined) return [];
  return ['tasks', 'finally'].flatMap((key) =>
    itemsOf(getPair(pipeline, key)?.value).flatMap((task) => {
      const inner = task.kind === 'map' ? mapOf(task, 'taskSpec') : undefined;
      return inner === undefined ? [] : podOf(inner, mapOf(inner, 'metadata') ?? metadata, runOf(spec, textOf(task, 'name')));
    }),
  );
}

/** What a run hands down to the pod of the task of this name: its own entry wins, key by key. */
function runOf(spec: YamlMap, task: string | undefined): YamlPair[] {
  const own = itemsOf(getPair(spec, 'taskRunSpecs')?.value).find(
    (entry) => task !== undefined && textOf(entry, 'pipelineTaskName') === task,
  );
  const general = mapOf(spec, 'taskRunTemplate') ?? spec;
  return merged(handedDown(own), handedDown(general));
}

/** The account, and what a podTemplate says of the pod (v1beta1 has longer names for both in an entry of taskRunSpecs). */
function handedDown(run: YamlNode | undefined): YamlPair[] {
  if (run?.kind !== 'map') return [];
  const account = getPair(run, 'serviceAccountName') ?? getPair(run, 'taskServiceAccountName');
  const template = mapOf(run, 'podTemplate') ?? mapOf(run, 'taskPodTemplate');
  return [...(account === undefined ? [] : [renamed(account, 'serviceAccountName')]), ...pairsOf(template)];
}

/** So many entries of templates are handed down in one task; no task that a cluster takes comes near. */
const budget = 200_000;

const sizeOf = (pairs: readonly YamlPair[]): number => pairs.reduce((sum, { value }) => sum + 1 + itemsOf(value).length, 0);

function podOf(task: YamlMap, metadata: YamlNode | undefined, run: readonly YamlPair[]): CustomPod[] {
  const entries = itemsOf(getPair(task, 'steps')?.value).length + itemsOf(getPair(task, 'sidecars')?.value).length;
  if (entries * sizeOf([...pairsOf(mapOf(task, 'stepTemplate')), ...run]) > budget) return [];
  const template = mapOf(task, 'stepTemplate');
  // The template of a run may set variables for every container, with which a step's own are merged.
  const environment = run.filter(({ key }) => key.text === 'env');
  const steps = mapsOf(task, 'steps').map((step) =>
    withPairs(step, merged(merged(fieldsOf(step), template && fieldsOf(template)), environment)),
  );
  const sidecars = mapsOf(task, 'sidecars').map((sidecar) => withPairs(sidecar, merged(fieldsOf(sidecar), environment)));
  // A step without an image takes one, with all that it says, from a StepAction.
  const containers = [...steps, ...sidecars].filter(hasImage);
  if (containers.length === 0) return [];
  const volumes = [
    ...itemsOf(getPair(task, 'volumes')?.value),
    ...run.filter(({ key }) => key.text === 'volumes').flatMap(({ value }) => itemsOf(value)),
  ];
  const pairs = [
    ...run.filter(({ key }) => key.text !== 'volumes' && key.text !== 'env'),
    ...(volumes.length === 0 ? [] : [listOf('volumes', task, volumes)]),
    listOf('containers', task, containers),
  ];
  return [{ metadata, spec: withPairs(task, pairs), claims: new Set() }];
}

/** v1 says computeResources for what a container calls resources. */
const fieldsOf = (map: YamlMap): YamlPair[] =>
  pairsOf(map).map((pair) => (pair.key.text === 'computeResources' ? renamed(pair, 'resources') : pair));

/** By which key the entries of a list are merged (k8s.io/api core/v1 Container, patchMergeKey); other lists are replaced as a whole. */
const mergeKeys: Readonly<Record<string, string>> = {
  env: 'name',
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
  volumes: 'name',
};

/** The mappings that are merged key by key, as deep as a container's settings go. */
const deep = new Set(
  'securityContext capabilities seLinuxOptions seccompProfile appArmorProfile windowsOptions resources limits requests'.split(' '),
);

/** The pairs of both: the first one's win, and mappings and lists of known keys are merged in turn. */
function merged(own: readonly YamlPair[], base: readonly YamlPair[] | undefined): YamlPair[] {
  if (base === undefined || base.length === 0) return [...own];
  const found = new Map(own.map((pair) => [pair.key.text, pair]));
  for (const pair of base) {
    const { text } = pair.key;
    const mine = found.get(text);
    found.set(text, mine === undefined ? pair : { ...mine, value: mergedValue(mine.value, pair.value, text) });
  }
  return [...found.values()];
}

function mergedValue(own: YamlNode, base: YamlNode, key: string): YamlNode {
  if (own.kind === 'map' && base.kind === 'map' && deep.has(key)) return withPairs(own, merged(pairsOf(own), pairsOf(base)));
  const by = Object.hasOwn(mergeKeys, key) ? mergeKeys[key] : undefined;
  if (own.kind !== 'seq' || base.kind !== 'seq' || by === undefined) return own;
  const names = new Set(itemsOf(own).map((item) => textOf(item, by)));
  return { ...own, items: [...itemsOf(own), ...itemsOf(base).filter((item) => !names.has(textOf(item, by)))] };
}

const mapOf = (map: YamlMap, key: string): YamlMap | undefined => {
  const value = getPair(map, key)?.value;
  return value?.kind === 'map' ? value : undefined;
};

const mapsOf = (map: YamlMap, key: string): YamlMap[] =>
  itemsOf(getPair(map, key)?.value).filter((item): item is YamlMap => item.kind === 'map');

const textOf = (node: YamlNode, key: string): string | undefined => {
  const value = getPair(node, key)?.value;
  return value?.kind === 'scalar' ? value.text : undefined;
};

const renamed = (pair: YamlPair, text: string): YamlPair => ({ ...pair, key: { ...pair.key, text } });

/** A mapping at the same place with these pairs. */
const withPairs = ({ source, start, end, flow }: YamlMap, pairs: readonly YamlPair[]): YamlMap => ({
  kind: 'map',
  flow,
  source,
  start,
  end,
  pairs: [...pairs],
});

const listOf = (text: string, { source, start, end }: YamlMap, items: readonly YamlNode[]): YamlPair => ({
  key: { kind: 'scalar', style: 'plain', source, start, end: start, text },
  value: { kind: 'seq', flow: false, source, start, end, items: [...items] },
});
