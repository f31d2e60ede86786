import { byDefault, type Container, type Engine, type Field, knownValue, type Port, type Sysctl } from '../model/index.ts';
import type { Context } from './context.ts';

/** A published port listens on every address unless one is written; with the host's network a pod's ports are the node's. */
export function portsOf({ declared, engine, defaults }: Context): readonly Port[] {
  const { network } = declared.linux.namespaces;
  const onHost = knownValue(network)?.mode === 'host';
  return [...declared.ports, ...exposedByImage(declared, engine)].map((port) => {
    if (engine.kind === 'kubernetes' && onHost) return nodePort(port, network);
    if (!port.published || onHost || port.hostIp !== undefined) return port;
    return { ...port, hostIp: everyAddress(defaults.from) };
  });

  function nodePort(port: Port, cause: Field<unknown> | undefined): Port {
    return {
      ...port,
      published: true,
      hostPort: port.hostPort ?? sameNumber(port, cause),
      hostIp: port.hostIp ?? byDefault('0.0.0.0', 'hostNetwork: true', cause?.origin),
    };
  }
}

/** Docker and Podman give a container what its image exposes; a pod has only what it declares. */
function exposedByImage({ kind, ports, image }: Container, { kind: engine }: Engine): readonly Port[] {
  if (kind === 'image' || engine === 'kubernetes') return [];
  const keyOf = ({ containerPort, protocol }: Port): string => `${knownValue(containerPort) ?? ''}/${knownValue(protocol) ?? 'tcp'}`;
  const exposed = new Map(portsOfImage(image.built).map((port) => [keyOf(port), port]));
  for (const port of ports) exposed.delete(keyOf(port));
  return [...exposed.values()];
}

/** Its own, then those of what it is built from. */
const portsOfImage = (image: Container | undefined): readonly Port[] =>
  image === undefined ? [] : [...image.ports, ...portsOfImage(image.image.built)];

function sameNumber({ containerPort }: Port, cause: Field<unknown> | undefined): Field<string> {
  return containerPort.state === 'unknown' ? containerPort : byDefault(containerPort.value, 'hostNetwork: true', cause?.origin);
}

const everyAddress = (from: string): Field<string> => byDefault('0.0.0.0', `${from}, and [::]`);

/** The written settings, then those that the engine gives to each network namespace of its own. */
export function sysctlsOf({ declared, engine, defaults }: Context): readonly Sysctl[] {
  const own = declared.linux.sysctl;
  const mode = knownValue(declared.linux.namespaces.network)?.mode;
  const shares = mode === 'host' || mode === 'shared';
  if (shares) return own;
  const written = new Set(own.map(({ name }) => name));
  const settings = Object.entries(defaults.facts.networkSysctls).filter(
    ([name]) => !written.has(name) && !(engine.rootless && name === 'net.ipv4.ping_group_range'),
  );
  return [...own, ...settings.map(([name, value]) => ({ name, origin: declared.origin, value: byDefault(value, defaults.from) }))];
}
