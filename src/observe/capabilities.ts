import { capabilities as known } from '../facts/capabilities.ts';
import { type Capabilities, type Entries, type Field, unknown } from '../model/index.ts';
import type { Status } from './status.ts';

const lines = { bounding: 'CapBnd', effective: 'CapEff', permitted: 'CapPrm', inheritable: 'CapInh', ambient: 'CapAmb' } as const;

/** The five sets of a process. Source: Linux 6.12 fs/proc/array.c task_cap: sixteen hexadecimal digits. */
export function capabilitiesOf(status: Status): Capabilities {
  const set = (key: string): Entries<string> => namesIn(status.get(key));
  return Object.fromEntries(Object.entries(lines).map(([name, key]) => [name, set(key)]));
}

function namesIn(field: Field<string>): Entries<string> {
  if (field.state === 'unknown') return [field];
  const names = capabilityNames(field.value);
  return names === undefined
    ? [unknown('the set of capabilities is not understood', field.origin)]
    : names.map((value) => ({ ...field, value }));
}

/** "0000000000000400" → CAP_NET_BIND_SERVICE; a number without a name is CAP_ and the number, as capsh writes it. */
export function capabilityNames(hex: string): readonly string[] | undefined {
  if (!/^[0-9a-f]{1,16}$/i.test(hex)) return undefined;
  const bits = BigInt(`0x${hex}`);
  const names: string[] = [];
  for (let number = 0; number < 64; number++)
    if ((bits >> BigInt(number)) & 1n) names.push(known.find((one) => one.number === number)?.name ?? `CAP_${number}`);
  return names;
}
