import { type Field, type Healthcheck, written } from '../../model/index.ts';
import { originOfPair } from '../../text/yaml/node.ts';
import { anything, boolean } from './kinds.ts';
import { below, type Service } from './service-keys.ts';
import { field, fieldAt, itemAt, itemsOf, misread, present } from './values.ts';

/** Undefined where only times are set: the image's own check stays. Source: Compose Specification, 05-services.md "healthcheck". */
export function healthcheck(service: Service): Field<Healthcheck> | undefined {
  const keys = below(service, 'healthcheck');
  const disable = field(service.reading, keys.get('disable'), boolean);
  if (disable?.state === 'unknown') return disable;
  if (disable?.state === 'written' && disable.value) return written({ disabled: true }, disable.origin);
  const test = present(keys.get('test'));
  if (test === undefined) return undefined;
  const origin = originOfPair(test);
  if (test.value.kind === 'scalar') {
    const line = field(service.reading, test, anything);
    if (line === undefined || line.state === 'unknown') return line;
    return written({ disabled: false, test: ['CMD-SHELL', line.value] }, origin);
  }
  const words: string[] = [];
  for (const node of itemsOf(service.reading, test)) {
    const word = fieldAt(service.reading, itemAt(node), anything, 'an entry of test');
    if (word?.state === 'unknown') return word;
    words.push(word?.state === 'written' ? word.value : '');
  }
  const [first] = words;
  if (first === undefined) return undefined;
  if (first === 'NONE') return written({ disabled: true }, origin);
  if (first === 'CMD' || first === 'CMD-SHELL') return written({ disabled: false, test: words }, origin);
  return misread(service.reading, { node: test.value, origin }, 'a healthcheck that is a list must begin with CMD, CMD-SHELL or NONE');
}
