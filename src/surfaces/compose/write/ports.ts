import type { Port, Settings } from '../../../model/index.ts';
import { sectionsOf } from '../../../text/docker-syntax/sections.ts';
import { nodeAt, setScalar } from '../../../text/yaml/edit/index.ts';
import { setPath } from './keys.ts';
import { isOwn, noteShared, placeOf, type Result, type Writing } from './writing.ts';

/** `[[IP:]HOST:]CONTAINER` on one address. */
export function bindTo(writing: Writing, { container, host, ip }: Settings['ports.hostIp']): Result {
  const port = writing.container.ports.find(
    (one) => one.published && says(one.containerPort, container) && says(one.hostPort, host) && !isBound(one, ip),
  );
  const place = port === undefined ? undefined : placeOf(port.origin);
  if (port === undefined || place === undefined) return `the port ${container} is not written here`;
  if (!isOwn(writing, place)) noteShared(writing, place);
  const node = nodeAt(place);
  if (node.kind === 'map') return setPath(place, ['host_ip'], ip);
  if (node.kind !== 'scalar') return 'it is written in a way that cannot be changed here';
  const sections = sectionsOf(node.text, false).map(({ start, end }) => node.text.slice(start, end));
  const inside = sections.pop() ?? '';
  const outside = sections.pop();
  if (outside === undefined && inside.includes('$'))
    return 'its value comes from a variable, which may hold the address as well: change it where that is set';
  if (sections.some((section) => section.includes('$'))) return 'its address comes from a variable: change it where that is set';
  return setScalar(place, `${ip}:${outside ?? ''}:${inside}`, {});
}

const says = (field: Port['hostPort'], wanted: string | undefined): boolean =>
  (field === undefined || field.state === 'unknown' ? undefined : field.value) === wanted;

const isBound = ({ hostIp }: Port, ip: string): boolean => hostIp !== undefined && hostIp.state !== 'unknown' && hostIp.value === ip;
