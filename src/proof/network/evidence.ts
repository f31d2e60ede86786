import { defaultBridge } from '../../facts/bridges.ts';
import { type Container, type Evidence, knownValue } from '../../model/index.ts';
import { toNeighbours, toOutside } from '../../probes/index.ts';
import { declaredEgress } from './declared.ts';
import { type Egress, egressOf } from './egress.ts';
import { type Neighbour, neighboursOf, portsOf } from './neighbours.ts';
import type { Surroundings } from './seen.ts';

/** What is known of the network of one container. */
export interface Network {
  readonly egress: readonly Egress[];
  readonly neighbours: readonly Neighbour[];
  /** What is declared about the way out, each as a clause. */
  readonly declared: readonly string[];
}

export const networkOf = (seen: Surroundings, container: Container, internal: readonly string[]): Network => ({
  egress: egressOf(seen.own, seen.around),
  neighbours: neighboursOf(seen),
  declared: declaredEgress(container, internal),
});

/** The evidence with what was read and met beside the container in the place of what its routes alone say. */
export function withNetwork(
  evidence: readonly Evidence[],
  container: Container,
  seen: Surroundings,
  network: Network,
): readonly Evidence[] {
  // Whose network it shares is another measure's concern.
  const mode = knownValue(container.linux.namespaces.network)?.mode;
  const hasOwn = container.engine === 'docker' && (mode === undefined || mode === 'private');
  const own = [wayOut(network, container.id), ...(hasOwn ? onDefaultBridge(seen, network, container.id) : [])];
  return [...evidence.filter((one) => !own.some(({ control, probe }) => control === one.control && probe === one.probe)), ...own];
}

/** No measure of Docker or Podman is about it: an open way is told and counts against nothing. */
function wayOut({ egress }: Network, container: string): Evidence {
  const told = { control: 'host-network', container, probe: toOutside, call: 'connect', mild: true } as const;
  const open = egress.find(({ state }) => state === 'open');
  if (open !== undefined) return { ...told, verdict: 'fails', observed: sayEgress(open) };
  const unknown = egress.find(({ state }) => state === 'unknown');
  if (unknown !== undefined) return { ...told, verdict: 'inconclusive', observed: sayEgress(unknown) };
  const because = [...new Set(egress.map((one) => one.because))].join('; ');
  return { ...told, verdict: 'holds', layer: /dropped/.test(because) ? 'filter' : 'absent', observed: because };
}

const sayEgress = ({ family, packet, because }: Egress): string => `${packet} over ${family}: ${because}`;

const verdicts = { reached: 'fails', open: 'fails', blocked: 'holds', unknown: 'inconclusive' } as const;

function onDefaultBridge(seen: Surroundings, { neighbours }: Network, container: string): readonly Evidence[] {
  const told = { control: 'default-bridge', container, probe: toNeighbours, call: 'connect' } as const;
  const ports = portsOf(seen.own, seen.around);
  const same = ports.some(({ bridge }) => bridge === defaultBridge);
  const onIt = new Set(seen.contacts.flatMap(({ name, address, bridge }) => (bridge === defaultBridge ? [`${name} (${address})`] : [])));
  const theirs = neighbours.filter(({ whom }) => onIt.has(whom) || whom === `others on ${defaultBridge}`);
  const met = theirs.map(({ whom, state, because }): Evidence => {
    const layer = state === 'blocked' ? { layer: 'filter' as const } : {};
    return { ...told, verdict: verdicts[state], ...layer, observed: onIt.has(whom) ? `${whom}: ${because}` : because };
  });
  if (same || ports.length === 0) return met;
  return [
    ...met,
    {
      ...told,
      verdict: 'holds',
      layer: 'absent',
      observed: `it is on ${ports.map(({ bridge }) => bridge).join(' and ')}, and not on ${defaultBridge}`,
    },
  ];
}
