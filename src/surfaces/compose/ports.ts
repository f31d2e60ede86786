import { type Field, type Origin, type Port, unknown } from '../../model/index.ts';
import { originOf, type YamlMap, type YamlNode, type YamlScalar } from '../../text/yaml/node.ts';
import { HOLE, hasHole, type Text } from './interpolate.ts';
import type { Kind } from './kinds.ts';
import { problem } from './reading.ts';
import { at, type Service } from './service-keys.ts';
import { entries, field, itemsOf, kindOf, part, shorten, textOf } from './values.ts';

/** `ports`, which are published on the host, and `expose`, which are not. The same entry twice counts once. */
export function ports(service: Service): readonly Port[] {
  const seen = new Set<string>();
  return itemsOf(service.reading, at(service, 'ports'))
    .flatMap((node) => published(service, node) ?? [])
    .concat(itemsOf(service.reading, at(service, 'expose')).flatMap((node) => exposed(service, node) ?? []))
    .filter((port) => {
      const key = keyOf(port);
      return key === undefined || (!seen.has(key) && seen.add(key) !== undefined);
    });
}

const keyOf = (port: Port): string | undefined => {
  const parts = [port.hostIp, port.hostPort, port.containerPort, port.protocol];
  if (parts.some((field) => field?.state === 'unknown')) return undefined;
  return [port.published, ...parts.map((field) => (field === undefined || field.state === 'unknown' ? '' : field.value))].join(' ');
};

function published(service: Service, node: YamlNode): Port | undefined {
  if (node.kind === 'map') return long(service, node);
  if (node.kind === 'scalar') return short(service, node);
  problem(service.reading, node, `a port must be a text or a mapping, not ${kindOf(node)}: Compose refuses this file`);
  return undefined;
}

const range = /^\d{1,5}(?:-\d{1,5})?$/;

/** Numbers from 0 to 65535, in order. */
function isRange(text: string): boolean {
  if (!range.test(text)) return false;
  const [first = 0, last = first] = text.split('-').map(Number);
  return first <= last && last <= 65535;
}

/** `[[IP:][HOST]:]CONTAINER[/PROTOCOL]`. Source: docker/go-connections 0.5 nat.ParsePortSpec. */
function short(service: Service, node: YamlScalar): Port | undefined {
  const text = textOf(service.reading, node);
  const origin = originOf(node);
  const slash = text.value.indexOf('/');
  const protocol = slash < 0 ? undefined : text.value.slice(slash + 1).toLowerCase();
  const sections = (slash < 0 ? text.value : text.value.slice(0, slash)).split(':');
  const container = sections.pop() ?? '';
  const host = sections.pop() ?? '';
  const ip = sections.join(':').replace(/^\[(.*)\]$/, '$1');
  const wrong =
    !partly(container, isRange) ||
    (host !== '' && !partly(host, isRange)) ||
    (ip !== '' && !partly(ip, isAddress)) ||
    (protocol !== undefined && !partly(protocol, (name) => /^(?:tcp|udp|sctp)$/.test(name)));
  if (wrong) {
    problem(service.reading, node, `"${shorten(node.text)}" is no port: write [[ADDRESS:]HOST:]CONTAINER[/PROTOCOL]`);
    return undefined;
  }
  return {
    origin,
    containerPort: part(text, container, origin),
    ...(host === '' && !isWhole(sections.length, container) ? {} : { hostPort: part(text, host === '' ? HOLE : host, origin) }),
    ...address(text, ip, sections.length === 0 ? host || container : undefined, origin),
    ...(protocol === undefined ? {} : { protocol: part(text, protocol, origin) }),
    published: true,
  };
}

/** What holds a hole is believed; it is looked at when it is known. */
const partly = (text: string, valid: (text: string) => boolean): boolean => hasHole(text) || valid(text);

/** `"${PORT}"` alone may stand for an address and a host port as well. */
const isWhole = (sections: number, container: string): boolean => sections === 0 && container.startsWith(HOLE);

/** The first part of the entry, when it is a variable, may bring an address: `${BIND}:80` with BIND=127.0.0.1:8080. */
function address(text: Text, ip: string, first: string | undefined, origin: Origin): { hostIp?: Field<string> } {
  if (ip !== '') return { hostIp: part(text, ip, origin) };
  return first?.startsWith(HOLE) ? { hostIp: unknown(text.because ?? 'it is not known', origin) } : {};
}

const isAddress = (text: string): boolean =>
  /^(?:\d{1,3}\.){3}\d{1,3}$/.test(text) || (/^[0-9a-fA-F:.]{2,45}$/.test(text) && text.includes(':'));

const portNumber: Kind<string> = {
  what: 'a port or a range of ports',
  parse: (text) => (isRange(text) ? text : undefined),
  emptyIsUnset: true,
};
const ipAddress: Kind<string> = { what: 'an IP address', parse: (text) => (isAddress(text) ? text : undefined), emptyIsUnset: true };
const protocolName: Kind<string> = {
  what: 'tcp, udp or sctp',
  parse: (text) => (/^(?:tcp|udp|sctp)$/i.test(text) ? text.toLowerCase() : undefined),
  emptyIsUnset: true,
};

function long(service: Service, node: YamlMap): Port | undefined {
  const keys = entries(service.reading, node);
  const get = (key: string, kind: Kind<string>) => field(service.reading, keys.get(key), kind);
  const containerPort = get('target', portNumber);
  if (containerPort === undefined) {
    problem(service.reading, node, 'a port needs a target: Compose refuses this file');
    return undefined;
  }
  return {
    origin: originOf(node),
    containerPort,
    hostPort: get('published', portNumber),
    hostIp: get('host_ip', ipAddress),
    protocol: get('protocol', protocolName),
    published: true,
  };
}

function exposed(service: Service, node: YamlNode): Port | undefined {
  if (node.kind !== 'scalar') return undefined;
  const origin = originOf(node);
  const text = textOf(service.reading, node);
  const [port = '', protocol] = text.value.split('/');
  if (!partly(port, isRange)) {
    problem(service.reading, node, `"${shorten(node.text)}" is no port: write PORT[/PROTOCOL]`);
    return undefined;
  }
  return {
    origin,
    containerPort: part(text, port, origin),
    ...(protocol === undefined ? {} : { protocol: part(text, protocol, origin) }),
    published: false,
  };
}
