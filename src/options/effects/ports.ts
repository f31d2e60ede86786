import { type Port, unknown, written } from '../../model/index.ts';
import { hasHole, reasonFor } from '../../text/shell/index.ts';
import { type Draft, type Effect, type Option, textField } from '../draft.ts';
import { cut } from './values.ts';

interface Spec {
  readonly ip?: string;
  readonly host?: string;
  readonly container: string;
  readonly protocol?: string;
}

/** [[IP:]HOST:]CONTAINER[/PROTOCOL], ranges and IPv6 addresses in brackets included. Undefined: not of that form. */
function specOf(text: string): Spec | undefined {
  const [address, protocol] = cut(text, '/');
  const [, bracketed, rest = ''] = /^\[([^\]]*)\]:(.*)$/s.exec(address) ?? [undefined, undefined, address];
  const parts = rest.split(':');
  // An IPv6 address without brackets (Docker took it until 29).
  const container = parts.at(-1) ?? '';
  const host = parts.length > 1 ? (parts.at(-2) ?? '') : undefined;
  const ip = bracketed ?? (parts.length > 2 ? parts.slice(0, -2).join(':') : undefined);
  const valid = (port: string): boolean => hasHole(port) || /^\d{1,5}(-\d{1,5})?$/.test(port);
  if (!valid(container) || (host !== undefined && host !== '' && !valid(host))) return undefined;
  return {
    container,
    ...(ip === undefined || ip === '' ? {} : { ip }),
    ...(host === undefined || host === '' ? {} : { host }),
    ...(protocol === undefined ? {} : { protocol }),
  };
}

/** Docker's long form: published=8080,target=80,protocol=udp. */
function longSpec(text: string): Spec | undefined {
  const entries = new Map(text.split(',').map((entry) => cut(entry, '=')));
  const container = entries.get('target');
  const host = entries.get('published');
  const protocol = entries.get('protocol');
  if (container === undefined) return undefined;
  return { container, ...(host === undefined ? {} : { host }), ...(protocol === undefined ? {} : { protocol }) };
}

export const publish: Effect = (draft, option) => {
  const value = option.value.trim();
  const { origin } = option;
  const long = draft.engine === 'docker' && value.includes('=');
  const spec = long ? longSpec(value) : specOf(value);
  if (spec !== undefined) draft.lists.ports.push(portOf(spec, option, true));
  else draft.problem(origin, `${option.name} is not of the form [[ip:]host:]container[/protocol]; it was not read`);
};

export const expose: Effect = (draft, option) => {
  const spec = specOf(option.value.trim());
  if (spec !== undefined) draft.lists.ports.push(portOf(spec, option, false));
  else draft.problem(option.origin, `${option.name} is no port; it was not read`);
};

function portOf({ container, host, ip, protocol }: Spec, { origin }: Option, published: boolean): Port {
  // One word that is not known may hold the address and both ports.
  const whole = host === undefined && published ? reasonFor(container) : undefined;
  return {
    origin,
    containerPort: textField(container, origin),
    published,
    ...(host === undefined ? {} : { hostPort: textField(host, origin) }),
    ...(ip === undefined ? {} : { hostIp: textField(ip, origin) }),
    ...(protocol === undefined ? {} : { protocol: textField(protocol, origin) }),
    ...(whole === undefined ? {} : { hostPort: unknown(whole, origin), hostIp: unknown(whole, origin) }),
  };
}

export const publishAll: Effect = (draft, { value, origin }) => {
  if (value === 'false') delete draft.said.publishAll;
  else draft.said.publishAll = origin;
};

/** With -P every exposed port is published, those of the image too. */
export function portsOf({ lists, said: { publishAll: all } }: Draft): readonly Port[] {
  if (all === undefined) return lists.ports;
  const image: Port = { origin: all, containerPort: unknown('-P publishes every port that the image exposes', all), published: true };
  return [
    ...lists.ports.map((port) => (port.published ? port : { ...port, published: true })),
    { ...image, protocol: written('tcp', all) },
  ];
}
