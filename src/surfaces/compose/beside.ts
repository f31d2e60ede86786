import type { Beside, Meaning } from '../../model/index.ts';
import { originOf, originOfPair, type YamlNode, type YamlPair } from '../../text/yaml/node.ts';
import { hasHole } from './interpolate.ts';
import { isIrrelevant } from './keys.ts';
import { below, type Service } from './service-keys.ts';
import { assignments, entries, itemsOf, type Pairs, present, textOf } from './values.ts';

/** What a service says that no measure is about. */
export const besideOf = (service: Service): readonly Beside[] => [
  ...[...service.pairs.values()].flatMap((pair) => (isIrrelevant(pair.key.text) ? ofKey(service, pair) : [])),
  ...named(service, below(service, 'healthcheck'), 'healthcheck', times, ['test', 'disable']),
  ...named(service, below(service, 'deploy'), 'deploy', {}, ['resources']),
];

const scalars: Readonly<Record<string, Meaning>> = {
  restart: 'restart',
  init: 'init',
  stop_signal: 'stop-signal',
  tty: 'terminal',
  stdin_open: 'input',
};

const times: Readonly<Record<string, Meaning>> = {
  interval: 'health-interval',
  timeout: 'health-timeout',
  retries: 'health-retries',
  start_period: 'health-start-period',
};

function ofKey(service: Service, pair: YamlPair): readonly Beside[] {
  const key = pair.key.text;
  const { reading } = service;
  const origin = originOfPair(pair);
  if (key === 'container_name') return [{ key, origin, ...text(service, pair.value) }];
  if (key === 'depends_on') return dependencies(service, pair);
  if (key === 'labels') return assigned(service, pair, 'label', '=');
  if (key === 'extra_hosts') return hosts(service, pair);
  if (key === 'dns')
    return itemsOf(reading, pair, true).map((node) => ({ key, meaning: 'dns', origin: originOf(node), ...text(service, node) }));
  if (key === 'stop_grace_period') return [{ key, origin, meaning: 'stop-timeout', ...seconds(text(service, pair.value).value) }];
  const meaning = Object.hasOwn(scalars, key) ? scalars[key] : undefined;
  const said = text(service, pair.value);
  if (meaning !== undefined && said.value === 'false') return [];
  return [{ key, origin, ...(meaning === undefined ? {} : { meaning, ...said }) }];
}

/** The keys of a mapping below the service; `read` are those that the model holds. */
const named = (
  service: Service,
  pairs: Pairs,
  parent: string,
  meanings: Readonly<Record<string, Meaning>>,
  read: readonly string[],
): Beside[] =>
  [...pairs.values()].flatMap((pair) => {
    const key = pair.key.text;
    if (read.includes(key) || present(pair) === undefined) return [];
    const meaning = Object.hasOwn(meanings, key) ? meanings[key] : undefined;
    const place = { key: `${parent}.${key}`, origin: originOfPair(pair) };
    return [meaning === undefined ? place : { ...place, meaning, ...text(service, pair.value) }];
  });

/** A value that is known as it stands. */
function text({ reading }: Service, node: YamlNode): { readonly value?: string } {
  if (node.kind !== 'scalar') return {};
  const { value } = textOf(reading, node);
  return hasHole(value) ? {} : { value };
}

function assigned({ reading }: Service, pair: YamlPair, meaning: Meaning, between: string): Beside[] {
  return assignments(reading, pair).flatMap(({ name, origin, value }) => {
    // These are for us, and stay with the finding that they are about.
    if (name.startsWith('bulkhead.')) return [];
    const known = value === undefined || !hasHole(value.value);
    return [{ key: `${pair.key.text}.${name}`, meaning, origin, ...(known ? { value: `${name}${between}${value?.value ?? ''}` } : {}) }];
  });
}

/** `host: address`, "host:address" or "host=address". */
function hosts(service: Service, pair: YamlPair): Beside[] {
  if (pair.value.kind === 'map') return assigned(service, pair, 'extra-host', ':');
  return itemsOf(service.reading, pair).map((node) => {
    const { value } = text(service, node);
    return {
      key: 'extra_hosts',
      meaning: 'extra-host',
      origin: originOf(node),
      ...(value === undefined ? {} : { value: value.replace('=', ':') }),
    };
  });
}

function dependencies(service: Service, pair: YamlPair): Beside[] {
  const one = (name: string, node: YamlNode, condition?: string): Beside => {
    const waits = condition === undefined || condition === 'service_started' ? {} : { condition };
    return { key: 'depends_on', meaning: 'depends-on', value: name, origin: originOf(node), ...waits };
  };
  if (pair.value.kind !== 'map')
    return itemsOf(service.reading, pair).flatMap((node) => (node.kind === 'scalar' ? [one(node.text, node)] : []));
  return [...entries(service.reading, pair.value).values()].map(({ key, value }) => {
    const condition = value.kind === 'map' ? entries(service.reading, value).get('condition')?.value : undefined;
    return one(key.text, key, condition?.kind === 'scalar' ? condition.text : undefined);
  });
}

const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };

/** Whole seconds of "1m30s"; nothing where it is written otherwise. */
function seconds(text: string | undefined): { readonly value?: string } {
  if (text === undefined || !/^(?:\d{1,9}(?:\.\d{1,9})?(?:h|ms|m|s)){1,4}$/.test(text)) return {};
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s)/g)];
  return { value: String(Math.ceil(parts.reduce((sum, [, digits, unit]) => sum + Number(digits) * (units[unit ?? ''] ?? 0), 0))) };
}
