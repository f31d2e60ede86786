import { type Field, type IdMapping, type Linux, mapField, type Seccomp, type Sysctl, written } from '../../model/index.ts';
import { asNumber, asString, asStrings, fieldOf, listOf, pairOf, problem, type Reading, set } from '../../text/json/values.ts';
import { get, itemsOf, originOf, originOfPair, pairsOf, type YamlNode } from '../../text/yaml/node.ts';
import { devicesOf } from './devices.ts';
import { namespacesOf } from './namespaces.ts';
import { resourcesOf } from './resources.ts';

/** `linux` (config-linux.md). `inPod`: a namespace that is joined is the pod's. */
export function linuxOf(reading: Reading, node: YamlNode | undefined, inPod: boolean): Linux {
  const uidMappings = mappingsOf(reading, node, 'uidMappings');
  return {
    namespaces: namespacesOf(reading, node, uidMappings, inPod),
    ...set('uidMappings', uidMappings),
    ...set('gidMappings', mappingsOf(reading, node, 'gidMappings')),
    ...set('devices', devicesOf(reading, node)),
    ...set('cgroupsPath', fieldOf(reading, node, 'cgroupsPath', asString)),
    resources: resourcesOf(reading, get(node, 'resources')),
    ...set('seccomp', seccompOf(reading, node)),
    ...set('maskedPaths', fieldOf(reading, node, 'maskedPaths', asStrings)),
    ...set('readonlyPaths', fieldOf(reading, node, 'readonlyPaths', asStrings)),
    sysctl: sysctlOf(reading, node),
  };
}

function mappingsOf(reading: Reading, node: YamlNode | undefined, key: string): Field<readonly IdMapping[]> | undefined {
  const list = listOf(reading, node, key);
  if (list === undefined || list.items.length === 0) return undefined;
  const mappings = list.items.map((item): IdMapping | undefined => {
    const [containerId, hostId, size] = ['containerID', 'hostID', 'size'].map((name) => numberUnder(item, name));
    return containerId === undefined || hostId === undefined || size === undefined ? undefined : { containerId, hostId, size };
  });
  const known = mappings.filter((mapping) => mapping !== undefined);
  if (known.length < mappings.length) problem(reading, originOf(list), `an entry of ${key} lacks containerID, hostID or size`);
  return written(known, originOf(list));
}

const numberUnder = (node: YamlNode, key: string): number | undefined => {
  const pair = pairOf(node, key);
  return pair === undefined ? undefined : asNumber(pair.value);
};

/**
 * A filter that lets every call through is none, whatever its name. Anything else is a profile of its own, written out here.
 * Source: config-linux.md, "Seccomp".
 */
function seccompOf(reading: Reading, node: YamlNode | undefined): Field<Seccomp> | undefined {
  const pair = pairOf(node, 'seccomp');
  if (pair === undefined) return undefined;
  const action = fieldOf(reading, pair.value, 'defaultAction', asString);
  const allows = action?.state === 'written' && letsThrough(action.value);
  const denies = itemsOf(get(pair.value, 'syscalls')).some((rule) => {
    const own = pairOf(rule, 'action');
    return own !== undefined && !letsThrough(asString(own.value) ?? '');
  });
  return written({ profile: allows && !denies ? 'unconfined' : 'custom' }, originOfPair(pair));
}

const letsThrough = (action: string): boolean => action === 'SCMP_ACT_ALLOW' || action === 'SCMP_ACT_LOG';

function sysctlOf(reading: Reading, node: YamlNode | undefined): Sysctl[] {
  return pairsOf(get(node, 'sysctl')).flatMap((pair): Sysctl[] => {
    const value = fieldOf(reading, get(node, 'sysctl'), pair.key.text, asString);
    const name = pair.key.text.replaceAll('/', '.');
    return value === undefined ? [] : [{ name, origin: originOfPair(pair), value: mapField(value, (text) => text) }];
  });
}
