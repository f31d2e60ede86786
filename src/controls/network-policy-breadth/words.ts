import { type Direction, knownValue, type PolicyPort, type PolicyRule } from '../../model/index.ts';
import type { Width } from './width.ts';

/** More ports than this are not spelt out. */
const most = 3;

/** "on port 443", "on the ports 80, 443 and 2 more". */
export function portsIn({ ports }: PolicyRule): string {
  const names = ports.slice(0, most).map(portName);
  const more = ports.length > most ? ` and ${ports.length - most} more` : '';
  return ports.length === 1 ? `on port ${names[0]}` : `on the ports ${names.join(', ')}${more}`;
}

function portName({ port, endPort }: PolicyPort): string {
  const last = knownValue(endPort);
  const first = String(knownValue(port) ?? '?');
  return last === undefined ? first : `${first}-${last}`;
}

const crowds = {
  ingress: { everybody: 'everybody', 'every pod': 'every pod of every namespace', some: 'its peers' },
  egress: { everybody: 'every address', 'every pod': 'every pod of every namespace', some: 'its peers' },
} as const;

/** "everybody", "99 % of all IPv4 addresses"; the share is rounded down. */
export const whomOf = (width: Width, direction: Direction): string =>
  width.whom === 'most' ? `${Math.floor(width.share * 100)} % of all IPv${width.family} addresses` : crowds[direction][width.whom];
