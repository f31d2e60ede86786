import { type Field, type Port, written } from '../../model/index.ts';
import { asString, fieldOf } from '../../text/json/values.ts';
import { get, itemsOf, originOf, originOfPair, pairsOf, type YamlNode } from '../../text/yaml/node.ts';
import type { Inspected } from './inspected.ts';

/**
 * What was asked for (PortBindings), with the address and the port that a running engine chose where nothing was said
 * (NetworkSettings.Ports); under -P only the latter; and what the image exposes.
 */
export function portsOf(of: Inspected): Port[] {
  const asked = pairsOf(get(of.host, 'PortBindings'));
  const chosen = get(get(of.whole, 'NetworkSettings'), 'Ports');
  const bindings = asked.some(({ value }) => itemsOf(value).length > 0) ? asked : pairsOf(chosen);
  const published = bindings.flatMap((pair) =>
    itemsOf(pair.value).map((item) => portOf(pair.key.text, item, of, itemsOf(get(chosen, pair.key.text))[0])),
  );
  const known = new Set(published.map((port) => nameOf(port)));
  const exposed = pairsOf(get(of.config, 'ExposedPorts'))
    .map((pair) => plain(pair.key.text, originOfPair(pair)))
    .filter((port) => !known.has(nameOf(port)));
  return [...unrepeated(published), ...exposed];
}

function portOf(key: string, item: YamlNode, { reading }: Inspected, chosen: YamlNode | undefined): Port {
  const text = (node: YamlNode | undefined, name: string) => notEmpty(fieldOf(reading, node, name, asString));
  const hostPort = text(item, 'HostPort') ?? text(chosen, 'HostPort');
  const hostIp = text(item, 'HostIp') ?? text(chosen, 'HostIp');
  return {
    ...plain(key, originOf(item)),
    published: true,
    ...(hostPort === undefined ? {} : { hostPort }),
    ...(hostIp === undefined ? {} : { hostIp }),
  };
}

/** "80/tcp" */
function plain(key: string, origin: Port['origin']): Port {
  const [port = key, protocol = 'tcp'] = key.split('/', 2);
  return { origin, containerPort: written(port, origin), protocol: written(protocol, origin), published: false };
}

const notEmpty = (field: Field<string> | undefined): Field<string> | undefined =>
  field?.state === 'written' && (field.value === '' || field.value === '0') ? undefined : field;

const said = (field: Field<string> | undefined): string => (field?.state === 'written' ? field.value : '');

const nameOf = ({ containerPort, protocol }: Port): string => `${said(containerPort)}/${said(protocol)}`;

/** A running engine lists 0.0.0.0 and [::] apart; the same door once is enough. */
function unrepeated(ports: readonly Port[]): Port[] {
  const every = new Set<string>();
  return ports.filter((port) => {
    const ip = said(port.hostIp);
    if (ip !== '0.0.0.0' && ip !== '::' && ip !== '') return true;
    const key = `${nameOf(port)} ${said(port.hostPort)}`;
    return !every.has(key) && every.add(key);
  });
}
