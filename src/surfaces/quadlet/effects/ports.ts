import { type Port, unknown, written } from '../../../model/index.ts';
import { hasHole, reasonFor } from '../../../text/shell/holes.ts';
import { type Draft, type Effect, notRead, type Option, textField } from '../draft.ts';

interface Spec {
  readonly ip: string;
  readonly host: string | undefined;
  readonly container: string;
  readonly protocol: string | undefined;
}

/** [[IP:][HOST]:]CONTAINER[/PROTOCOL], ranges and IPv6 addresses in brackets included. Undefined: not of that form. */
function specOf(text: string): Spec | undefined {
  const [address = '', protocol] = text.split('/');
  const [, bracketed, rest = ''] = /^\[([^\]]*)\]:(.*)$/s.exec(address) ?? [undefined, undefined, address];
  const parts = rest.split(':');
  const container = parts.at(-1) ?? '';
  const host = parts.length > 1 ? parts.at(-2) : undefined;
  const valid = (port: string): boolean => hasHole(port) || /^\d{1,5}(?:-\d{1,5})?$/.test(port);
  if (!valid(container) || (host !== undefined && host !== '' && !valid(host)) || parts.length > 3) return undefined;
  return { ip: bracketed ?? parts.at(-3) ?? '', host, container, protocol };
}

const port =
  (published: boolean): Effect =>
  (draft, option) => {
    const spec = specOf(option.value.trim());
    if (spec !== undefined) draft.lists.ports.push(portOf(spec, option, published));
    else notRead(draft, option, `${option.name} is not of the form [[ip:]host:]container[/protocol]; it was not read`);
  };

export const publish = port(true);
export const expose = port(false);

function portOf({ ip, host, container, protocol }: Spec, { origin }: Option, published: boolean): Port {
  // One word that is not known may hold the address and both ports.
  const whole = host === undefined && published ? reasonFor(container) : undefined;
  return {
    origin,
    containerPort: textField(container, origin),
    published,
    ...(host === undefined || host === '' ? {} : { hostPort: textField(host, origin) }),
    ...(ip === '' ? {} : { hostIp: textField(ip, origin) }),
    ...(protocol === undefined ? {} : { protocol: textField(protocol, origin) }),
    ...(whole === undefined ? {} : { hostPort: unknown(whole, origin), hostIp: unknown(whole, origin) }),
  };
}

export const publishAll: Effect = ({ program }, { value, origin }) => {
  if (value === 'false') delete program.publishAll;
  else program.publishAll = origin;
};

/** With -P every exposed port is published, those of the image too. */
export function portsOf({ lists, program: { publishAll: all } }: Draft): readonly Port[] {
  if (all === undefined) return lists.ports;
  const ofImage = unknown('-P publishes every port that the image exposes', all);
  return [
    ...lists.ports.map((one) => (one.published ? one : { ...one, published: true })),
    { origin: all, containerPort: ofImage, published: true, protocol: written('tcp', all) },
  ];
}
