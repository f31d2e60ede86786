import { type Device, type Entries, type Field, mapField, written } from '../../model/index.ts';
import { deviceRule } from '../../text/docker-syntax/index.ts';
import { asNumber, asString, asStrings, entriesOf, fieldOf, listOf, problem, set } from '../../text/json/values.ts';
import { get, itemsOf, originOf } from '../../text/yaml/node.ts';
import type { Inspected } from './inspected.ts';

/** Device nodes, rules of the device cgroup, and what drivers are asked for (GPUs). */
export function devicesOf(of: Inspected): Entries<Device> | undefined {
  const all = [...nodesOf(of), ...rulesOf(of), ...requestsOf(of)];
  return all.length === 0 ? undefined : all;
}

function nodesOf({ reading, host }: Inspected): Field<Device>[] {
  return (listOf(reading, host, 'Devices')?.items ?? []).flatMap((item): Field<Device>[] => {
    const [path, inside, permissions] = ['PathOnHost', 'PathInContainer', 'CgroupPermissions'].map((key) =>
      textOf(fieldOf(reading, item, key, asString)),
    );
    if (path === undefined) return [];
    const device = { path, ...set('containerPath', inside === path ? undefined : inside), ...set('permissions', permissions) };
    return [written(device, originOf(item))];
  });
}

const textOf = (field: Field<string> | undefined): string | undefined =>
  field?.state === 'written' && field.value !== '' ? field.value : undefined;

function rulesOf({ reading, host }: Inspected): Field<Device>[] {
  return (entriesOf(reading, host, 'DeviceCgroupRules') ?? []).flatMap((entry): Field<Device>[] => {
    const rule = entry.state === 'written' ? deviceRule(entry.value) : undefined;
    if (rule !== undefined) return [mapField(entry, () => rule)];
    if (entry.origin !== undefined) problem(reading, entry.origin, 'an entry of DeviceCgroupRules is no rule; it was not read');
    return [];
  });
}

/** As `--gpus` says them: all, or a number. */
function requestsOf({ reading, host }: Inspected): Field<Device>[] {
  return (listOf(reading, host, 'DeviceRequests')?.items ?? []).map((item): Field<Device> => {
    const count = fieldOf(reading, item, 'Count', asNumber);
    const ids = fieldOf(reading, item, 'DeviceIDs', asStrings);
    const words = itemsOf(get(item, 'Capabilities')).flatMap((set) => itemsOf(set).map(asString));
    const chosen = ids?.state === 'written' && ids.value.length > 0 ? ids.value.join(',') : undefined;
    const amount = count?.state === 'written' && count.value >= 0 ? `${count.value}` : 'all';
    return written({ path: words.includes('gpu') || chosen === undefined ? `gpus=${chosen ?? amount}` : chosen }, originOf(item));
  });
}
