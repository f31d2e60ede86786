import {
  byDefault,
  type EnvVar,
  type Field,
  type Healthcheck,
  type Mount,
  mapField,
  type Origin,
  type Port,
  type Process,
  written,
} from '../../model/index.ts';
import { groupId, userId } from '../../text/docker-syntax/index.ts';
import { asString, asStrings, entriesOf, fieldOf, pairOf, type Reading, set } from '../../text/json/values.ts';
import { get, originOfPair, pairsOf, type YamlNode } from '../../text/yaml/node.ts';

/** User, environment, folder and arguments. Source: opencontainers/image-spec 1.1 config.md. */
export function processOf(reading: Reading, config: YamlNode | undefined, origin: Origin): Process {
  const cwd = fieldOf(reading, config, 'WorkingDir', asString);
  return {
    ...userOf(reading, config, origin),
    ...set('args', argsOf(reading, config)),
    ...set('cwd', cwd?.state === 'written' && cwd.value === '' ? undefined : cwd),
    env: envOf(reading, config),
    rlimits: [],
  };
}

function userOf(reading: Reading, config: YamlNode | undefined, origin: Origin): Pick<Process, 'user' | 'group'> {
  const user = fieldOf(reading, config, 'User', asString);
  if (user === undefined && pairOf(config, 'User') !== undefined) return {};
  if (user?.state !== 'written' || user.value === '')
    return { user: byDefault({ uid: 0 }, 'the image sets no USER, so root', user?.origin ?? origin) };
  const [name = '', group = ''] = user.value.split(':', 2);
  return {
    user: mapField(user, () => (name === '' ? { uid: 0 } : userId(name))),
    ...(group === '' ? {} : { group: mapField(user, () => groupId(group)) }),
  };
}

/** The entry point, then the command. */
function argsOf(reading: Reading, config: YamlNode | undefined): Field<readonly string[]> | undefined {
  const fields = ['Entrypoint', 'Cmd'].map((key) => fieldOf(reading, config, key, asStrings)).filter((field) => field?.state === 'written');
  const [first, second] = fields;
  if (first === undefined || first.origin === undefined || second?.origin === undefined) return first;
  const origin = {
    ...first.origin,
    start: Math.min(first.origin.start, second.origin.start),
    end: Math.max(first.origin.end, second.origin.end),
  };
  return written([...first.value, ...second.value], origin);
}

function envOf(reading: Reading, config: YamlNode | undefined): EnvVar[] {
  return (entriesOf(reading, config, 'Env') ?? []).flatMap((entry): EnvVar[] => {
    if (entry.state !== 'written') return [];
    const equals = entry.value.indexOf('=');
    if (equals <= 0) return [];
    return [{ name: entry.value.slice(0, equals), origin: entry.origin, value: { ...entry, value: entry.value.slice(equals + 1) } }];
  });
}

/** Docker's own addition to the format. ["NONE"] turns off what a base image has. */
export function healthOf(reading: Reading, config: YamlNode | undefined): Field<Healthcheck> | undefined {
  const test = fieldOf(reading, get(config, 'Healthcheck'), 'Test', asStrings);
  if (test?.state !== 'written' || test.value.length === 0) return undefined;
  return mapField(test, (words): Healthcheck => (words[0] === 'NONE' ? { disabled: true } : { disabled: false, test: words }));
}

export const portsOf = (config: YamlNode | undefined): Port[] =>
  pairsOf(get(config, 'ExposedPorts')).map((pair) => {
    const origin = originOfPair(pair);
    const [port = '', protocol = 'tcp'] = pair.key.text.split('/', 2);
    return { origin, containerPort: written(port, origin), protocol: written(protocol, origin), published: false };
  });

export const volumesOf = (config: YamlNode | undefined): Mount[] =>
  pairsOf(get(config, 'Volumes')).map((pair) => {
    const origin = originOfPair(pair);
    return { origin, type: written('volume', origin), destination: written(pair.key.text, origin) };
  });
