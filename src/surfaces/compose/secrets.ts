import { byDefault, type Field, type Mount, type Origin, type SecretUse, unknown, written } from '../../model/index.ts';
import { originOf, originOfPair, type YamlNode } from '../../text/yaml/node.ts';
import { hostPath } from './host-path.ts';
import { type Kind, mode, words } from './kinds.ts';
import { isAbsolute } from './paths.ts';
import { problem } from './reading.ts';
import { at, type Service } from './service-keys.ts';
import { entries, field, fieldAt, itemAt, itemsOf, kindOf, type Pairs, pairsOf, present, textOf } from './values.ts';

/** A use of a top-level secret or config. */
interface Use {
  readonly name: Field<string>;
  readonly origin: Origin;
  readonly target: Field<string> | undefined;
  readonly keys: Pairs;
}

const none: Pairs = new Map();

/** Source of the folders: Compose Specification, 05-services.md "secrets" and "configs". */
const folders = { secrets: '/run/secrets', configs: '' } as const;

function uses(service: Service, key: keyof typeof folders): readonly Use[] {
  const { reading } = service;
  return itemsOf(reading, at(service, key)).flatMap((node) => {
    const keys = node.kind === 'map' ? entries(reading, node) : none;
    const name =
      node.kind === 'map' ? field(reading, keys.get('source'), words) : fieldAt(reading, itemAt(node), words, `an entry of ${key}`);
    if (name === undefined) {
      problem(reading, node, `an entry of ${key} needs a source: Compose refuses this file`);
      return [];
    }
    const target = field(reading, keys.get('target'), words);
    return [{ name, origin: originOf(node), target: placed(folders[key], name, target), keys }];
  });
}

function placed(folder: string, name: Field<string>, target: Field<string> | undefined): Field<string> | undefined {
  if (target?.state === 'written') return { ...target, value: isAbsolute(target.value) ? target.value : `${folder}/${target.value}` };
  if (target !== undefined) return target;
  return name.state === 'written' ? byDefault(`${folder}/${name.value}`, 'Compose default', name.origin) : name;
}

type From = 'file' | 'environment' | 'external' | 'inline';

const sources: readonly (readonly [key: string, from: From])[] = [
  ['file', 'file'],
  ['environment', 'environment'],
  ['content', 'inline'],
  ['external', 'external'],
  ['driver', 'external'],
  ['template_driver', 'external'],
];

const digits: Kind<string> = { what: 'an id', parse: (text) => text, emptyIsUnset: true };

export function secretUses(service: Service): readonly SecretUse[] {
  return uses(service, 'secrets').flatMap(({ name, origin, target, keys }) => {
    if (name.state !== 'written') return [];
    const get = <T>(key: string, kind: Kind<T>) => field(service.reading, keys.get(key), kind);
    return [
      {
        name: name.value,
        origin,
        target,
        mode: get('mode', mode),
        uid: get('uid', digits),
        gid: get('gid', digits),
        from: sourceOf(service, 'secrets', name.value, origin),
      },
    ];
  });
}

const definitionOf = (service: Service, key: keyof typeof folders, name: string): Pairs =>
  pairsOf(service.reading, present(service.project[key].get(name))?.value, name);

function sourceOf(service: Service, key: keyof typeof folders, name: string, origin: Origin): Field<From> {
  const definition = definitionOf(service, key, name);
  for (const [word, from] of sources) {
    const pair = present(definition.get(word));
    if (
      pair !== undefined &&
      !(word === 'external' && pair.value.kind === 'scalar' && textOf(service.reading, pair.value).value === 'false')
    )
      return written(from, originOfPair(pair));
  }
  return unknown(`this file does not say where the ${key === 'secrets' ? 'secret' : 'config'} "${name}" comes from`, origin);
}

/** Compose mounts the files of secrets and configs from the host, read-only (docker/compose 2 pkg/compose/create.go). */
export const fileMounts = (service: Service): readonly Mount[] =>
  (['secrets', 'configs'] as const).flatMap((key) => uses(service, key).flatMap((use) => fileMount(service, key, use) ?? []));

function fileMount(service: Service, key: keyof typeof folders, { name, origin, target }: Use): Mount | undefined {
  if (name.state !== 'written' || target === undefined) return undefined;
  const file = present(definitionOf(service, key, name.value).get('file'));
  if (file === undefined || file.value.kind !== 'scalar') return undefined;
  const text = textOf(service.reading, file.value);
  return {
    origin,
    type: written('bind', origin),
    source: hostPath(service, text, text.value, file.value.source, originOfPair(file)),
    destination: target,
    readonly: byDefault(true, `Compose mounts ${key} read-only`, origin),
  };
}

export const secretNames = (service: Service, node: YamlNode): Field<string> | undefined => {
  if (node.kind === 'map') return field(service.reading, entries(service.reading, node).get('source'), words);
  return node.kind === 'scalar'
    ? fieldAt(service.reading, itemAt(node), words, 'a secret')
    : void problem(service.reading, node, `a secret must be a name, not ${kindOf(node)}`);
};
