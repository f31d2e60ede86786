import { type Build, type Field, mapField } from '../../model/index.ts';
import { originOfPair, type YamlPair } from '../../text/yaml/node.ts';
import { anything, words } from './kinds.ts';
import { join, relativeTo } from './paths.ts';
import { scopeOf } from './reading.ts';
import { secretNames } from './secrets.ts';
import { at, type Service } from './service-keys.ts';
import { assignments, entries, field, itemsOf, present, valueField } from './values.ts';

/** `build: DIR`, or in full. `dockerfile` at the service is format 1's. */
export function build(service: Service): Build | undefined {
  const pair = at(service, 'build');
  if (pair === undefined) return undefined;
  const origin = originOfPair(pair);
  if (pair.value.kind !== 'map') {
    const context = field(service.reading, pair, words);
    return {
      origin,
      context: context && placed(service, pair, context),
      dockerfile: field(service.reading, at(service, 'dockerfile'), words),
      args: [],
    };
  }
  const keys = entries(service.reading, pair.value);
  const get = (key: string) => field(service.reading, present(keys.get(key)), words);
  const context = present(keys.get('context'));
  const value = get('context');
  const secrets = present(keys.get('secrets'));
  return {
    origin,
    context: context && value && placed(service, context, value),
    dockerfile: get('dockerfile'),
    inline: field(service.reading, present(keys.get('dockerfile_inline')), anything),
    target: get('target'),
    args: assignments(service.reading, present(keys.get('args'))).map((entry) => ({ name: entry.name, value: valueField(entry) })),
    ...(secrets === undefined ? {} : { secrets: itemsOf(service.reading, secrets).flatMap((node) => secretNames(service, node) ?? []) }),
  };
}

const elsewhere = /^[a-z][a-z0-9+.-]*:\/\/|^git@|^github\.com\//;

/** As seen from the folder of the file that declares the service, which an extended or included file need not share. */
function placed(service: Service, pair: YamlPair, context: Field<string>): Field<string> {
  const written = scopeOf(service.reading, pair.value.source);
  const declared = scopeOf(service.reading, service.origin.source);
  return mapField(context, (path) =>
    elsewhere.test(path) || written.dir === declared.folder ? path : relativeTo(declared.folder, join(written.dir, path)),
  );
}
