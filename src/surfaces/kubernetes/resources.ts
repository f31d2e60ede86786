import { cpuPeriod as period } from '../../facts/cgroup.ts';
import { type Field, isUnknown, mapField, type Resources } from '../../model/index.ts';
import type { YamlNode, YamlPair } from '../../text/yaml/node.ts';
import { asText } from '../../text/yaml/value.ts';
import { checkKeys, resourcesKeys } from './keys.ts';
import type { Notes } from './notes.ts';
import { isWhole, parseQuantity, type Quantity, scaled } from './quantity.ts';
import { fieldOf, mapAt, pairAt } from './typed.ts';

/*
 * How the kubelet turns quantities into cgroup values (pkg/kubelet/cm/helpers_linux.go): quota = milliCPU × period / 1000 of
 * at least 1 ms, period 100 ms, shares = milliCPU × 1024 / 1000 from 2 to 262144; a limit of zero sets none.
 */
const leastQuota = 1000;
const [leastShares, mostShares] = [2, 262_144];

export interface Limits {
  readonly memory?: Field<number> | undefined;
  /** Thousandths of a processor; -1: no limit. */
  readonly cpu?: Field<number> | undefined;
}

/** A pod's own limits (spec.resources, since 1.34) hold for each of its containers that has none. */
export function limitsOf(notes: Notes, owner: YamlNode | undefined): Limits {
  const limits = mapAt(notes, mapAt(notes, owner, 'resources'), 'limits');
  return {
    memory: unlimitedAtZero(memoryOf(notes, pairAt(limits, 'memory'))),
    cpu: unlimitedAtZero(processorsOf(notes, pairAt(limits, 'cpu'))),
  };
}

export function resourcesOf(notes: Notes, container: YamlNode, pod: Limits): Resources {
  const resources = mapAt(notes, container, 'resources');
  checkKeys(notes, resources, resourcesKeys, 'resources');
  const requests = mapAt(notes, resources, 'requests');
  const own = limitsOf(notes, container);
  const limit = own.memory ?? pod.memory;
  const reservation = memoryOf(notes, pairAt(requests, 'memory'));
  const cpu = own.cpu ?? pod.cpu;
  const request = processorsOf(notes, pairAt(requests, 'cpu'));
  return {
    ...((limit ?? reservation) && { memory: { ...(limit && { limit }), ...(reservation && { reservation }) } }),
    ...((cpu ?? request) && {
      cpu: {
        ...(cpu && { quota: mapField(cpu, quotaOf), period: mapField(cpu, () => period) }),
        ...(request && { shares: mapField(request, sharesOf) }),
      },
    }),
  };
}

const quotaOf = (milli: number): number => (milli < 0 ? -1 : Math.max(leastQuota, (milli * period) / 1000));

const sharesOf = (milli: number): number => Math.min(mostShares, Math.max(leastShares, Math.floor((milli * 1024) / 1000)));

const unlimitedAtZero = (field: Field<number> | undefined): Field<number> | undefined =>
  field === undefined ? undefined : mapField(field, (value) => (value === 0 ? -1 : value));

/** Bytes. A quantity with a part below one byte is a slip of the pen (128m for 128Mi). */
export function memoryOf(notes: Notes, pair: YamlPair | undefined): Field<number> | undefined {
  const field = quantityOf(notes, pair);
  if (field === undefined || isUnknown(field)) return field;
  if (pair !== undefined && !isWhole(field.value)) {
    notes.tell(pair.value, `${pair.key.text}: a part of a byte; "m" means thousandths, write Mi for mebibytes`);
  }
  return mapField(field, (quantity) => scaled(quantity));
}

const processorsOf = (notes: Notes, pair: YamlPair | undefined): Field<number> | undefined => {
  const field = quantityOf(notes, pair);
  return field === undefined ? undefined : mapField(field, (quantity) => scaled(quantity, 1000n));
};

function quantityOf(notes: Notes, pair: YamlPair | undefined): Field<Quantity> | undefined {
  return fieldOf(notes, pair, positiveQuantity, 'a quantity of zero or more such as 128Mi, 500m or 2');
}

function positiveQuantity(node: YamlNode): Quantity | undefined {
  const quantity = parseQuantity(asText(node) ?? '');
  return quantity === undefined || quantity.numerator < 0n ? undefined : quantity;
}
