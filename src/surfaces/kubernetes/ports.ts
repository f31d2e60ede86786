import { byDefault, type Field, isKnown, knownValue, mapField, type Port, unknown } from '../../model/index.ts';
import { originOf, type YamlNode } from '../../text/yaml/node.ts';
import type { Notes } from './notes.ts';
import { integerAt, mapsAt, textAt } from './typed.ts';

/**
 * A container's ports. One with a hostPort is open on the node; in the node's own network every port is (the API fills
 * in hostPort = containerPort: pkg/apis/core/v1/defaults.go, defaultHostNetworkPorts).
 */
export const portsOf = (notes: Notes, container: YamlNode, hostNetwork: Field<boolean> | undefined): Port[] =>
  mapsAt(notes, container, 'ports').map((node): Port => {
    const port = integerAt(notes, node, 'containerPort', 1);
    const protocol = textAt(notes, node, 'protocol');
    const hostIp = textAt(notes, node, 'hostIP');
    const hostPort = hostPortOf(integerAt(notes, node, 'hostPort'), port, hostNetwork);
    return {
      origin: originOf(node),
      containerPort: port === undefined ? unknown('the port has no containerPort', originOf(node)) : mapField(port, String),
      ...(hostPort && { hostPort: mapField(hostPort, String) }),
      ...(hostIp && { hostIp }),
      ...(protocol && { protocol: mapField(protocol, (name) => name.toLowerCase()) }),
      published: hostPort !== undefined,
    };
  });

function hostPortOf(
  written: Field<number> | undefined,
  port: Field<number> | undefined,
  hostNetwork: Field<boolean> | undefined,
): Field<number> | undefined {
  // Zero is how the API says "none".
  if (written !== undefined && knownValue(written) !== 0) return written;
  if (!isKnown(hostNetwork) || !hostNetwork.value || !isKnown(port)) return undefined;
  const origin = hostNetwork.state === 'written' ? hostNetwork.origin : undefined;
  return byDefault(port.value, 'hostNetwork: true', origin);
}
