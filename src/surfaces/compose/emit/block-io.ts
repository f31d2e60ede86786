import { type BlockIO, type DeviceRate, type Field, knownValue } from '../../../model/index.ts';
import { openText } from '../../../text/emit/index.ts';
import { rateKeys } from '../rates.ts';
import { type Json, spelled } from './json.ts';

/** Compose wants the name of a device: one of which only the numbers are known is left out. */
export function blockIo({ weight, throttle = [] }: BlockIO = {}): Json | undefined {
  const config: Record<string, Json> = weight === undefined ? {} : { weight: number(weight) ?? 0 };
  const rates = throttle.map(knownValue).filter((rate) => rate?.device.startsWith('/') === true) as readonly DeviceRate[];
  for (const { of, device, rate } of rates) {
    const before = config[rateKeys[of]];
    config[rateKeys[of]] = [...(Array.isArray(before) ? (before as readonly Json[]) : []), { path: spelled(device), rate }];
  }
  return Object.keys(config).length === 0 ? undefined : config;
}

const number = (field: Field<number>): Json | undefined => (field.state === 'unknown' ? openText(field)?.text : field.value);
