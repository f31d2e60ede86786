import type { Beside, Container, Meaning } from '../../model/index.ts';
import { itemsOf, originOf, originOfPair, pairsOf, type YamlMap, type YamlNode, type YamlPair } from '../../text/yaml/node.ts';
import type { ApiObject } from './documents.ts';
import { containerKeys, podKeys } from './keys.ts';
import type { Pod } from './pod.ts';
import { pairAt, stringOf } from './typed.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** What the model holds of a container and of a pod. */
const readOfContainer = words(
  'name image command args workingDir ports envFrom env resources volumeMounts volumeDevices securityContext targetContainerName',
);
const readOfPod = words(
  'volumes initContainers containers ephemeralContainers automountServiceAccountToken hostNetwork hostPID hostIPC hostUsers shareProcessNamespace securityContext hostname runtimeClassName os resources',
);

const meanings: Readonly<Record<string, Meaning>> = { tty: 'terminal', stdin: 'input', terminationGracePeriodSeconds: 'stop-timeout' };

const policies: Readonly<Record<string, string>> = { Always: 'always', OnFailure: 'on-failure', Never: 'no' };

/** What a container and its pod say that no measure is about. */
export const besideOf = ({ template }: Pod, container: YamlMap): readonly Beside[] => [
  ...rest(container, containerKeys, readOfContainer).flatMap(ofKey),
  ...rest(template.spec, podKeys, readOfPod).flatMap(ofKey),
  ...assigned(pairAt(template.metadata, 'labels'), 'labels', 'label'),
  ...assigned(pairAt(template.metadata, 'annotations'), 'annotations'),
  ...(template.object === undefined ? [] : rest(pairAt(template.object, 'spec')?.value, ofObject, words(''))).flatMap(ofKey),
];

/** Of a Deployment, a StatefulSet, a DaemonSet, a Job or a CronJob. */
const ofObject = words(
  'replicas strategy updateStrategy minReadySeconds revisionHistoryLimit podManagementPolicy serviceName volumeClaimTemplates parallelism completions backoffLimit ttlSecondsAfterFinished schedule concurrencyPolicy suspend startingDeadlineSeconds',
);

const rest = (node: YamlNode | undefined, known: ReadonlySet<string>, read: ReadonlySet<string>): readonly YamlPair[] =>
  pairsOf(node).filter(({ key }) => known.has(key.text) && !read.has(key.text));

function ofKey(pair: YamlPair): readonly Beside[] {
  const key = pair.key.text;
  const origin = originOfPair(pair);
  const text = pair.value.kind === 'scalar' ? pair.value.text : '';
  if (key === 'restartPolicy') {
    const value = Object.hasOwn(policies, text) ? policies[text] : undefined;
    return value === undefined ? [{ key, origin }] : [{ key, meaning: 'restart', value, origin }];
  }
  if (key === 'hostAliases') return itemsOf(pair.value).flatMap(alias);
  const meaning = Object.hasOwn(meanings, key) ? meanings[key] : undefined;
  if (meaning === undefined) return [{ key, origin }];
  return text === 'false' ? [] : [{ key, meaning, value: text, origin }];
}

function alias(node: YamlNode): Beside[] {
  const ip = stringOf(pairAt(node, 'ip')?.value ?? node);
  return itemsOf(pairAt(node, 'hostnames')?.value ?? node).flatMap((name) => {
    const host = stringOf(name);
    return host === undefined || ip === undefined
      ? []
      : [{ key: 'hostAliases', meaning: 'extra-host', value: `${host}:${ip}`, origin: originOf(name) }];
  });
}

function assigned(pair: YamlPair | undefined, parent: string, meaning?: Meaning): Beside[] {
  return pairsOf(pair?.value).flatMap((inner) => {
    const { key, value } = inner;
    if (key.text.startsWith('bulkhead.dev/') || value.kind !== 'scalar') return [];
    const place = { key: `${parent}.${key.text}`, origin: originOfPair(inner) };
    return [meaning === undefined ? place : { ...place, meaning, value: `${key.text}=${value.text}` }];
  });
}

/** Objects of the same text that hold no container are told with the first one that does. */
export function withObjects(containers: readonly Container[], objects: readonly ApiObject[]): readonly Container[] {
  const [first, ...others] = containers;
  if (first === undefined) return containers;
  const holders = new Set(containers.map(({ group }) => group?.split('/').slice(-2).join('/')));
  const rest = objects.flatMap(({ node, kind }): Beside[] => {
    const name = stringOf(pairAt(pairAt(node, 'metadata')?.value, 'name')?.value ?? node) ?? 'unnamed';
    const pair = pairAt(node, 'kind');
    return holders.has(`${kind}/${name}`) || pair === undefined ? [] : [{ key: `${kind}/${name}`, origin: originOfPair(pair) }];
  });
  return [{ ...first, beside: [...(first.beside ?? []), ...rest] }, ...others];
}
