import { type DeviceRate, type Field, knownValue } from '../../model/index.ts';
import { rateFlags } from '../docker-syntax/rates.ts';
import { type EngineOption, of } from './option.ts';
import { saidOf } from './said.ts';
import { sizeText } from './size.ts';

/** An engine wants the name of a device: one of which only the numbers are known is left out. */
export const rateOptions = (rates: readonly Field<DeviceRate>[]): readonly EngineOption[] =>
  rates.flatMap((field) => {
    const rate = knownValue(field);
    if (rate === undefined || !rate.device.startsWith('/')) return [];
    return of(
      rateFlags[rate.of],
      saidOf(field, (one) => `${one.device}:${one.of.endsWith('bytes') ? sizeText(one.rate) : one.rate}`),
    );
  });
