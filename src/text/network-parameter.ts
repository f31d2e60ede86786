import { type Container, knownValue } from '../model/index.ts';

/** Why a parameter of the network cannot be the container's own: one clause. */
export function parameterRefused({ linux }: Container): string | undefined {
  const network = knownValue(linux.namespaces.network);
  if (network?.mode !== 'host' && network?.mode !== 'shared') return undefined;
  const whose = network.mode === 'host' ? "the host's" : "another container's";
  return `its program listens on a port below 1024, which an ordinary user may not open in this network (it is ${whose}): let it listen on a higher one first`;
}
