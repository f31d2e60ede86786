import { type Sysctl, written } from '../../model/index.ts';
import { at, type Service } from './service-keys.ts';
import { assignments, valueField } from './values.ts';

export const sysctls = (service: Service): readonly Sysctl[] =>
  assignments(service.reading, at(service, 'sysctls')).map((entry) => ({
    name: entry.name,
    origin: entry.origin,
    value: valueField(entry) ?? written('', entry.origin),
  }));
