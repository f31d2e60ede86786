import type { ProvedNetwork } from './shape.ts';

type Line = readonly [first: string, text: string];

/** What is said of the container's network below its table: what is open or unknown, and with `all` the rest. */
export function networkLines(network: ProvedNetwork | undefined, all: boolean): readonly Line[] {
  if (network === undefined) return [];
  const met = network.neighbours.filter(({ state }) => all || state !== 'blocked');
  return [
    ...egressLines(network.egress),
    ...network.declared.map((clause): Line => ['egress   ', `declared: ${clause}`]),
    ...met.map(
      ({ whom, network: which, state, because }): Line => [
        'network  ',
        `${which === 'same' ? 'its own network' : 'another network'}, ${whom}: ${state}: ${because}`,
      ],
    ),
  ];
}

/** Packets that fare alike stand in one line. */
function egressLines(egress: ProvedNetwork['egress']): readonly Line[] {
  const alike = new Map<string, string[]>();
  for (const { family, packet, state, because } of egress) {
    const key = `${state}: ${because}`;
    alike.set(key, [...(alike.get(key) ?? []), `${family} ${packet}`]);
  }
  return [...alike].map(([says, kinds]) => ['egress   ', kinds.length === egress.length ? says : `${kinds.join(', ')} ${says}`]);
}
