import { knownValue, type Port, type Settings } from '../../../model/index.ts';
import { below, joined, type Way } from '../../../text/yaml/edit/index.ts';
import { dropWays } from './entries.ts';
import { placeOf, put, type Result, type Writing } from './writing.ts';

/** The entries of a port that is open on the node by a hostPort of its own. */
function portsAt(writing: Writing, container: string): readonly Way[] {
  const isMeant = ({ containerPort, hostPort }: Port): boolean =>
    knownValue(containerPort) === container && hostPort !== undefined && hostPort.state !== 'default';
  return writing.container.ports.filter(isMeant).flatMap(({ origin }) => placeOf(writing, origin) ?? []);
}

export function bindTo(writing: Writing, { container, host, ip }: Settings['ports.hostIp']): Result {
  const ways = portsAt(writing, container).filter((way) => host === undefined || below(way, 'hostPort') !== undefined);
  return ways.length === 0 ? `the port ${container} has no hostPort here` : joined(ways.map((way) => put(writing, way, ['hostIP'], ip)));
}

/** An address of the node says nothing without a port of the node. */
export function closeHostPort(writing: Writing, { container }: Settings['ports.hostPort.remove']): Result {
  const ways = portsAt(writing, container);
  const gone = ways.flatMap((way) => ['hostPort', 'hostIP'].flatMap((key) => below(way, key) ?? []));
  if (gone.length === 0) return `the port ${container} has no hostPort here`;
  writing.notes.add('Put a Service in front (NodePort or LoadBalancer) if clients outside the cluster use the port.');
  return dropWays(writing, gone);
}
