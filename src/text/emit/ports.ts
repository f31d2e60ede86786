import { isUnknown, knownValue, type Port } from '../../model/index.ts';
import { openText, type Said, said } from './said.ts';

/** [[ADDRESS:]HOST:]CONTAINER[/PROTOCOL] of a published port, PORT[/PROTOCOL] of one that is not. Undefined: it is not known. */
export function portText(port: Port): Said | undefined {
  const { origin, published } = port;
  const doubt = [port.containerPort, port.hostPort, port.hostIp, port.protocol].find(isUnknown);
  if (doubt !== undefined) return published ? openText({ ...doubt, origin }) : undefined;
  const container = knownValue(port.containerPort);
  if (container === undefined) return undefined;
  const protocol = knownValue(port.protocol);
  const end = protocol === undefined || protocol === 'tcp' ? container : `${container}/${protocol}`;
  if (!published) return said(end);
  const ip = knownValue(port.hostIp);
  const host = knownValue(port.hostPort);
  if (ip === undefined) return said(host === undefined ? end : `${host}:${end}`);
  return said(`${ip.includes(':') ? `[${ip}]` : ip}:${host ?? ''}:${end}`);
}
