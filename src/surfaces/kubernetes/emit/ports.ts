import { knownValue, type Port } from '../../../model/index.ts';

export interface PodPort {
  readonly port: number;
  readonly protocol: string;
  /** Where a client of the Service asks. */
  readonly outside: number;
}

/** A range of more ports than these is no list that anybody wants to read. */
const most = 20;

/** The ports that are known, ranges one by one; each once. */
export function portsOf(ports: readonly Port[]): readonly PodPort[] {
  const found = new Map<string, PodPort>();
  for (const { containerPort, hostPort, protocol: written } of ports) {
    const protocol = (knownValue(written) ?? 'tcp').toUpperCase();
    const inside = numbers(knownValue(containerPort));
    const outside = numbers(knownValue(hostPort));
    inside.forEach((port, at) => {
      const key = `${port}/${protocol}`;
      if (!found.has(key)) found.set(key, { port, protocol, outside: outside[at] ?? port });
    });
  }
  return [...found.values()];
}

function numbers(text: string | undefined): readonly number[] {
  const [first, last = first] = (text ?? '').split('-').map(Number);
  if (
    text === undefined ||
    first === undefined ||
    last === undefined ||
    !(first >= 1) ||
    !(last >= first) ||
    last - first >= most ||
    last > 65535
  )
    return [];
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
