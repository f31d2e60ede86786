import { type DeviceRate, type Field, mapField, type Resources } from '../../model/index.ts';
import { asBool, asNumber, asString, fieldOf, pairOf, type Reading, set } from '../../text/json/values.ts';
import { get, itemsOf, originOf, type YamlNode } from '../../text/yaml/node.ts';

/** `linux.resources`; what `unified` says of the same file of the cgroup comes later and counts (config-linux.md). */
export function resourcesOf(reading: Reading, node: YamlNode | undefined): Resources {
  const unified = get(node, 'unified');
  const memory = get(node, 'memory');
  const cpu = get(node, 'cpu');
  const number = (from: YamlNode | undefined, key: string): Field<number> | undefined => fieldOf(reading, from, key, asNumber);
  const limited = (from: YamlNode | undefined, key: string): Field<number> | undefined => {
    const field = number(from, key);
    return field && mapField(field, (value) => (value <= 0 ? -1 : value));
  };
  const max = (key: string): Field<number> | undefined => {
    const field = fieldOf(reading, unified, key, asString);
    return field && mapField(field, (text) => (/^\d{1,20}$/.test(text) ? Number(text) : -1));
  };
  const blockIO = get(node, 'blockIO');
  const weight = number(blockIO, 'weight');
  const throttle = throttleOf(blockIO);
  return {
    memory: {
      ...set('limit', max('memory.max') ?? limited(memory, 'limit')),
      ...set('reservation', limited(memory, 'reservation')),
      ...set('swap', limited(memory, 'swap')),
      ...set('disableOOMKiller', fieldOf(reading, memory, 'disableOOMKiller', asBool)),
    },
    cpu: {
      ...set('shares', number(cpu, 'shares')),
      ...set('quota', limited(cpu, 'quota')),
      ...set('period', number(cpu, 'period')),
      ...set('cpus', fieldOf(reading, cpu, 'cpus', asString)),
    },
    ...set('pids', limitOnly(max('pids.max') ?? limited(get(node, 'pids'), 'limit'))),
    ...(weight === undefined && throttle.length === 0
      ? {}
      : { blockIO: { ...set('weight', weight), ...(throttle.length === 0 ? {} : { throttle }) } }),
  };
}

const limitOnly = (limit: Field<number> | undefined): Resources['pids'] => (limit === undefined ? undefined : { limit });

/** By the key, which of them its entries are. */
const rates = {
  throttleReadBpsDevice: 'read bytes',
  throttleWriteBpsDevice: 'write bytes',
  throttleReadIOPSDevice: 'read operations',
  throttleWriteIOPSDevice: 'write operations',
} as const;

function throttleOf(node: YamlNode | undefined): Field<DeviceRate>[] {
  return Object.entries(rates).flatMap(([key, of]) =>
    itemsOf(get(node, key)).flatMap((item): Field<DeviceRate>[] => {
      const [major, minor, rate] = ['major', 'minor', 'rate'].map((name) => numberUnder(item, name));
      return major === undefined || minor === undefined || rate === undefined
        ? []
        : [{ state: 'written', value: { of, device: `${major}:${minor}`, rate }, origin: originOf(item) }];
    }),
  );
}

const numberUnder = (node: YamlNode, key: string): number | undefined => {
  const pair = pairOf(node, key);
  return pair === undefined ? undefined : asNumber(pair.value);
};
