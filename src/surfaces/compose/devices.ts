import { type Device, type Entries, type Field, unknown, written } from '../../model/index.ts';
import { deviceRule } from '../../text/docker-syntax/index.ts';
import { originOf, originOfPair, type YamlMap, type YamlNode } from '../../text/yaml/node.ts';
import { hasHole } from './interpolate.ts';
import { words } from './kinds.ts';
import { problem } from './reading.ts';
import { at, deep, type Service } from './service-keys.ts';
import { entries, field, itemsOf, kindOf, shorten, textOf } from './values.ts';

/** Devices, rules on the device cgroup, and devices that a driver is asked for. Undefined: none of the keys is set. */
export function devices(service: Service): Entries<Device> | undefined {
  const reservations = deep(service, 'deploy', 'resources', 'reservations').get('devices');
  if (['devices', 'device_cgroup_rules', 'gpus'].every((key) => at(service, key) === undefined) && reservations === undefined)
    return undefined;
  return [
    ...unique(itemsOf(service.reading, at(service, 'devices')).flatMap((node) => device(service, node) ?? [])),
    ...itemsOf(service.reading, at(service, 'device_cgroup_rules')).flatMap((node) => rule(service, node) ?? []),
    ...gpus(service),
    ...itemsOf(service.reading, reservations).flatMap((node) => (node.kind === 'map' ? request(service, node, '') : [])),
  ];
}

/** One for each path inside, the last one counts. */
function unique(found: Entries<Device>): Entries<Device> {
  const kept = new Map<unknown, Field<Device>>();
  for (const entry of found) kept.set(entry.state === 'unknown' ? entry : (entry.value.containerPath ?? entry.value.path), entry);
  return [...kept.values()];
}

/** `HOST[:CONTAINER[:PERMISSIONS]]`, or the same as a mapping. Source: compose-go 2 transform/device.go. */
function device(service: Service, node: YamlNode): Field<Device> | undefined {
  const { reading } = service;
  const origin = originOf(node);
  if (node.kind === 'map') {
    const keys = entries(reading, node);
    const [path, target, permissions] = ['source', 'target', 'permissions'].map((key) => field(reading, keys.get(key), words));
    if (path === undefined) problem(reading, node, 'a device needs a source: Compose refuses this file');
    return path === undefined ? undefined : made(origin, path, target, permissions);
  }
  if (node.kind === 'seq') {
    problem(reading, node, `a device must be a text or a mapping, not ${kindOf(node)}: Compose refuses this file`);
    return undefined;
  }
  const text = textOf(reading, node);
  if (hasHole(text.value)) return unknown(text.because ?? 'it is not known', origin);
  const [path = '', target, permissions, ...more] = text.value.split(':');
  if (path === '' || more.length > 0) {
    problem(reading, node, `"${shorten(node.text)}" is no device: write HOST[:CONTAINER[:rwm]]`);
    return undefined;
  }
  return written({ path, ...(target ? { containerPath: target } : {}), ...(permissions ? { permissions } : {}) }, origin);
}

function made(
  origin: ReturnType<typeof originOf>,
  path: Field<string>,
  target: Field<string> | undefined,
  permissions: Field<string> | undefined,
): Field<Device> {
  for (const found of [path, target, permissions]) if (found?.state === 'unknown') return found;
  const value = (found: Field<string> | undefined) => (found === undefined || found.state === 'unknown' ? undefined : found.value);
  const [containerPath, allowed] = [value(target), value(permissions)];
  return written(
    { path: value(path) ?? '', ...(containerPath ? { containerPath } : {}), ...(allowed ? { permissions: allowed } : {}) },
    origin,
  );
}

function rule(service: Service, node: YamlNode): Field<Device> | undefined {
  const origin = originOf(node);
  if (node.kind !== 'scalar') return undefined;
  const text = textOf(service.reading, node);
  if (hasHole(text.value)) return unknown(text.because ?? 'it is not known', origin);
  const found = deviceRule(text.value);
  if (found !== undefined) return written(found, origin);
  problem(service.reading, node, `"${shorten(node.text)}" is no rule for devices: write one such as "c 13:* rwm"`);
  return undefined;
}

function gpus(service: Service): Entries<Device> {
  const pair = at(service, 'gpus');
  if (pair === undefined) return [];
  if (pair.value.kind === 'seq')
    return itemsOf(service.reading, pair).flatMap((node) => (node.kind === 'map' ? request(service, node, 'gpus') : []));
  const count = field(service.reading, pair, words);
  if (count === undefined) return [];
  return [count.state === 'unknown' ? count : written({ path: `gpus=${count.value}` }, originOfPair(pair))];
}

/** A driver's request, as `docker run --gpus` would put it: "gpus=all". */
function request(service: Service, node: YamlMap, given: string): Entries<Device> {
  const { reading } = service;
  const keys = entries(reading, node);
  const capabilities = itemsOf(reading, keys.get('capabilities')).map((item) => (item.kind === 'scalar' ? item.text : ''));
  const driver = field(reading, keys.get('driver'), words);
  const count = field(reading, keys.get('count'), words);
  const ids = itemsOf(reading, keys.get('device_ids')).map((item) => (item.kind === 'scalar' ? textOf(reading, item).value : ''));
  const kind =
    given !== '' || capabilities.includes('gpu') ? 'gpus' : driver?.state === 'written' ? driver.value : (capabilities[0] ?? 'device');
  const origin = originOf(node);
  if (count?.state === 'unknown' || ids.some(hasHole)) return [unknown('the devices that are asked for are not known', origin)];
  return [written({ path: `${kind}=${ids.length > 0 ? ids.join(',') : (count?.value ?? 'all')}` }, origin)];
}
